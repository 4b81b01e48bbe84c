"""Everyday life told in the words of politics: crime, accidents and sport are no events (codebook section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from events.coding.actorkinds import kinds_of
from events.coding.outcome import Draft
from events.coding.syntax import NOBODY, Actor
from events.coding.words import Words

# What is done to suspects, and what criminals do.
_JUSTICE = ("170", "173", "116", "0841", "174", "171", "175")
_HARM = ("180", "181", "182", "190", "193", "185", "186")
_ORDINARY = frozenset({"", "CVL", "CRM", "BUS", "EDU", "HLH", "LAB", "NGO", "ELI", "PTY"})
_POLICE = frozenset({"COP", "JUD", "GOV", "CVL", "CRM", ""})
# How many sentences after the title say what an article is about, and how many words of sport make it one of sport:
# more than twice those of attacks, as games are told in words of war (مواجهة, هجوم).
_LEAD = 2
_SPORT = 3
_MATTERS = frozenset({"crime", "cause", "sport", "accident", "attack", "terror"})


@dataclass(slots=True)
class Setting:
    """What an article is about by its title and first sentences."""

    counts: dict[str, int] = field(default_factory=dict)
    _read: list[Words] = field(default_factory=list)

    def add(self, words: Words) -> None:
        """Takes the title or a sentence in, if it is one of the first."""
        if words.sentence < _LEAD:
            self._read.append(words)

    def count(self, name: str) -> int:
        """How many words of a class the lead holds."""
        while self._read:
            for sort in _sorts(self._read.pop()):
                self.counts[sort] = self.counts.get(sort, 0) + 1
        return self.counts.get(name, 0)


def without_everyday(drafts: Iterable[Draft], words: Words, setting: Setting) -> Iterator[Draft]:
    """The drafts, those that tell everyday life blocked."""
    for draft in drafts:
        why = "" if draft.blocked or draft.claim else _everyday_life(draft, words, setting)
        yield replace(draft, blocked=why) if why else draft


def _everyday_life(draft: Draft, words: Words, setting: Setting) -> str:
    """Why an act is none of politics: an accident, a crime, a game; empty where it may be one."""
    code = draft.code
    if setting.count("sport") >= _SPORT and setting.count("sport") > 2 * setting.count("attack"):
        return "sport"
    if code[:2] in ("18", "19") and all(a.code == NOBODY for a in draft.sources):
        here = set(_sorts(words))
        if "accident" in here and "attack" not in here:
            return "an accident"
    if code.startswith(_JUSTICE + _HARM) and _ordinary(draft):
        here = set(_sorts(words))
        lead = setting.count("crime") and not setting.count("cause") and not setting.count("terror")
        if not here & {"cause", "terror"} and (here & {"crime", "accident"} or lead):
            return "everyday crime"
    return ""


def _ordinary(draft: Draft) -> bool:
    """Whether only the police and people of no political role take part."""
    return all(_private(a) or a.code[3:] in _POLICE for a in draft.sources) and all(_private(a) for a in draft.targets)


def _private(actor: Actor) -> bool:
    if actor.code == NOBODY:
        return True
    return actor.code[3:] in _ORDINARY and actor.code[:3] != "IMG" and "militant" not in kinds_of(actor)


def _sorts(words: Words) -> list[str]:
    """The classes that matter here of a sentence's words."""
    return [sort for i in range(len(words.tokens)) for sort in words.classes(i) if sort in _MATTERS]
