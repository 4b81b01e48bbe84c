"""The project's own seeds: without a fault, and every row of use."""

from __future__ import annotations

from small_seeds import PROJECT

from events.clean import fold, tokenize
from events.lexicon import Lexicon
from events.lexicon.check import check
from events.lexicon.inflect import verb_stems


def test_there_is_no_fault() -> None:
    assert [str(fault) for report in check(PROJECT) for fault in report.faults] == []


def test_every_frame_and_operator_can_fire(project: Lexicon) -> None:
    unread = []
    for rows in (*project.frames.values(), *project.operators.values()):
        for row in rows:
            readings = project.morphology.analyze(row.lemma)
            fitting = ("verb",) if row.pos == "verb" else ("noun", "masdar", "participle")
            if " " not in row.lemma and not any(row.lemma in (r.lemma, r.base) and r.pos in fitting for r in readings):
                unread.append(f"{row.lemma} ({row.pos}, line {row.line})")
    assert unread == []


def test_every_passive_frame_has_a_passive_form(project: Lexicon) -> None:
    """A frame for the passive needs a form of its verb that may be read as passive."""
    silent = [
        f"frames.csv:{frame.line} {lemma}"
        for lemma, frames in project.frames.items()
        for frame in frames
        if frame.voice == "passive" and not {"p", "u"} & {stem.voice for stem in verb_stems(project.verbs[lemma])}
    ]
    assert silent == []


def test_every_agent_is_found(project: Lexicon) -> None:
    lost = []
    for lemma, agent in project.agents.items():
        tokens = tokenize(fold(lemma))
        named = {entry.id for hit in project.names.match(tokens, 0) for entry in hit.entries if entry.table == "agents"}
        read = {r.lemma for r in project.morphology.analyze(tokens[0].text) if r.table == "agents"}
        if lemma not in named | read:
            lost.append(f"agents.csv:{agent.line} {lemma}")
    assert lost == []


def test_every_adjective_of_a_country_leads_to_it(project: Lexicon) -> None:
    lost = []
    for code, country in project.countries.items():
        for nisba in country.nisba:
            tokens = tokenize(fold(nisba))
            found = {entry.code for hit in project.names.match(tokens, 0) for entry in hit.entries}
            found |= {r.code for r in project.morphology.analyze(tokens[0].text)}
            if code not in found:
                lost.append(nisba)
    assert lost == []


def test_office_holders_are_found_under_every_name(project: Lexicon) -> None:
    lost = []
    for office in project.offices.values():
        for name in office.names:
            hits = project.names.match(tokenize(fold(name)), 0)
            if office.id not in {entry.id for hit in hits for entry in hit.entries}:
                lost.append(f"offices.csv:{office.line} {name}")
    assert lost == []
