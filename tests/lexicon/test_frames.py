"""The grammar of frames, and how compositions are looked up."""

from __future__ import annotations

import pytest

from events.lexicon import Condition, Lexicon, Slots
from events.lexicon.frames import Problem, parse_conditions, parse_kinds, parse_slots


@pytest.mark.parametrize(
    ("cell", "slots"),
    [
        ("subj", Slots(("subj",))),
        ("obj|مع|إلى", Slots(("obj", "مع", "إلى"))),
        ("adj|by?", Slots(("adj", "by"), optional=True)),
        ("-", Slots(none=True)),
        ("-?", Slots(none=True)),
    ],
)
def test_slots(cell: str, slots: Slots) -> None:
    assert parse_slots(cell) == slots


@pytest.mark.parametrize("cell", ["", "subj|", "subject", "subj,obj", "?", "مع1"])
def test_no_slots(cell: str) -> None:
    with pytest.raises(Problem):
        parse_slots(cell)


def test_conditions() -> None:
    assert parse_conditions("obj=agreement; ب:صاروخ;an") == (
        Condition("obj", "=", "agreement"),
        Condition("ب", ":", "صاروخ"),
        Condition("an"),
    )
    assert parse_conditions("clause=attack") == (Condition("clause", "=", "attack"),)
    assert parse_conditions("") == ()


@pytest.mark.parametrize("cell", ["obj", "obj=", "=class", "object=class", "obj=a;", ";"])
def test_no_conditions(cell: str) -> None:
    with pytest.raises(Problem):
        parse_conditions(cell)


def test_kinds() -> None:
    assert parse_kinds("armed|state") == {"armed", "state"}
    assert parse_kinds("") == frozenset()
    with pytest.raises(Problem, match="king"):
        parse_kinds("king|state")


def test_the_longest_prefix_composes(small: Lexicon) -> None:
    assert small.compose("appeal", "042").code == "042"
    assert small.compose("appeal", "19").code == "block"
    assert small.compose("threaten", "19") is None


def test_frames_by_lemma(small: Lexicon) -> None:
    [frame] = small.frames["زار"]
    assert (frame.code, frame.source.names, frame.target.names) == ("042", ("subj",), ("obj",))
    assert frame.unless == (Condition("clause", "=", "attack"),)
    assert small.classes["attack"] == {"هجوم"}
    assert small.classes_of["هجوم"] == {"attack"}
