"""Every damaged batch is caught by the expectation meant for it; an undamaged one raises nothing."""

# ruff: noqa: E501 - long rows of tables and queries
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from damages import ALL, SIZE, Damage, undamaged

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
CAUGHT: list[tuple[Damage, str, tuple[str, ...], str]] = []
TABLE = Path(__file__).parents[2] / "docs" / "damages.md"


def test_the_undamaged_batch_raises_nothing(stage, judge, past):
    run = judge(stage(undamaged()), past)
    assert run.failed == ()
    assert run.outcome == "passed"


@pytest.mark.parametrize(
    "damage",
    # Every one in the nightly run; a spread of them always: each takes a validation of its own.
    [pytest.param(d, id=d.name, marks=() if n % 9 == 4 else pytest.mark.nightly) for n, d in enumerate(ALL)],
)
def test_a_damage_is_caught_by_the_expectation_meant_for_it(damage: Damage, stage, judge, past, alter):
    batch = stage(damage.records(undamaged()) if damage.records else undamaged())
    for statement in damage.sql:
        assert alter(statement, batch) > 0
    run = judge(batch, past)
    failed = {r.expectation: r for r in run.failed}
    assert damage.caught_by in failed, f"only {sorted(failed)}"
    if failed[damage.caught_by].severity == "critical":
        assert run.outcome in ("quarantined", "held")
    others = tuple(sorted(set(failed) - {damage.caught_by}))
    CAUGHT.append((damage, failed[damage.caught_by].severity, others, run.outcome))


def test_every_damage_is_different_and_there_are_sixty_at_least():
    assert len(ALL) >= 60
    assert max(Counter(d.name for d in ALL).values()) == 1


@pytest.mark.nightly
def test_the_table_of_damages_is_what_was_caught():
    """Runs after the damages; `EVENTS_WRITE_DOCS=1` writes the table anew."""
    import os

    if len(CAUGHT) != len(ALL):
        pytest.skip("needs all damages of this file in the same run")
    text = _table()
    if os.environ.get("EVENTS_WRITE_DOCS"):
        TABLE.write_text(text, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == text


def _table() -> str:
    lines = [
        "# Damaged batches and what caught them",
        "",
        f"Made by `tests/quality/test_damages.py`: {len(ALL)} batches of about {SIZE} composed articles, each with one defect.",
        "",
        "| damage | caught by | severity | outcome | also raised |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {damage.name} | `{damage.caught_by}` | {severity} | {outcome} | {', '.join(f'`{o}`' for o in others) or '—'} |"
        for damage, severity, others, outcome in CAUGHT
    ]
    return "\n".join(lines) + "\n"
