"""Actor phrases: countries, organisations, office holders, and generic agents with their country and name.

    رئيس الأركان العامة للجيوش الموريتانية · وزير الدفاع الأميركي آشتون كارتر · حكومة بنيامين نتنياهو · مقاتلو حركة الشباب

The head gives the role, what follows gives the country: a nisba adjective, a genitive, `ل` with an organisation, a known name.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from events.clean import lookup
from events.coding.syntax import Actor
from events.coding.words import Words, is_noun
from events.lexicon import Analysis, Entry, NameHit

_TABLES = {"countries": 0, "metonyms": 1, "actors": 2, "offices": 3, "agents": 4}
ORGANISATIONS = frozenset(
    ["UNO", "EUR", "NAT", "ARL", "GCC", "AFU", "OIC", "ECW", "GSS", "CEM", "AMU", "IAE", "ICC", "OPC", "WBK", "IMF", "ICR", "AMN", "HRW", "NGO", "ICO", "P51", "QUA", "CLN", "IMG"]
)
_TA_MARBUTA = "\u0629"
_NUN = "\u0646"
_MAX_NAME = 5


def read_actor(words: Words, i: int) -> Actor | None:
    """The longest actor phrase that begins at token i, or None. Clitics on its first word are the caller's business."""
    start = i
    while i < len(words.tokens) and _is(words, i, "honorific"):
        hit = words.particles[i]
        i = hit.end if hit else i + 1
    if i >= len(words.tokens) or words.is_mark(i):
        return None
    actor = _called(words, i) or _named(words, i) or _agent(words, i) or _people(words, i)
    return actor and replace(actor, start=start)


def _called(words: Words, i: int) -> Actor | None:
    """A person the article introduced before, by the whole name or its last word."""
    if not words.called:
        return None
    for size in range(min(_MAX_NAME, len(words.tokens) - i), 0, -1):
        found = words.called.get(tuple(token.key for token in words.tokens[i : i + size]))
        if found is not None:
            return replace(
                found,
                start=i,
                end=i + size,
                sentence=words.sentence,
                kind="person",
                how="named before",
                weight=0.95,
                definite=True,
                plural=False,
            )
    return None


def _named(words: Words, i: int) -> Actor | None:
    for hit in words.hits[i]:
        entry = _choose(hit, words.day, _after_open_noun(words, i))
        if entry is None:
            continue
        if entry.table == "agents":
            return _extend(
                words,
                hit.start,
                hit.end,
                entry.code,
                entry.kind,
                f"agents.csv:{entry.line}",
                hit.number == "p",
                hit.det,
            )
        if entry.kind == "context" and not entry.code:
            return Actor(
                "", "", "context", hit.start, hit.end, words.sentence, head_key(entry.name), True, (f"metonyms.csv:{entry.line}",),
                "context", name=lookup(entry.name),
            )  # fmt: skip
        code = entry.code
        how = "named"
        if entry.table == "offices":
            code, how = _held(hit, words.day)
        if not code:
            continue
        gender = ""
        if entry.table in ("countries", "metonyms"):
            gender = "" if lookup(entry.name) in words.lexicon.particles.masculine else "f"
        actor = Actor(
            code, "", "person" if entry.table == "offices" else entry.kind, hit.start, hit.end, words.sentence,
            head_key(entry.name), True, (f"{entry.table}.csv:{entry.line}",), how, gender=gender,
        )  # fmt: skip
        return _with_titles(words, actor) if entry.table == "offices" else actor
    return None


def _choose(hit: NameHit, day: date | None, qualifies: bool) -> Entry | None:
    """The row the name most likely stands for; None for places, and for a word that is also an everyday one where it may
    qualify the noun before it (`qualifies`)."""
    rows = [entry for entry in hit.entries if entry.table in _TABLES and entry.kind != "none"]
    if hit.end - hit.start == 1:
        allowed = () if qualifies and not hit.prep and not hit.conj else ("countries", "metonyms")
        rows = [entry for entry in rows if not entry.ambiguous or entry.table in allowed]
    rows = [entry for entry in rows if entry.table != "actors" or _in_time(entry, day)] or rows
    return min(rows, key=lambda entry: _TABLES[entry.table], default=None)


def _after_open_noun(words: Words, i: int) -> bool:
    """Whether the word before token i is an indefinite word that an adjective may follow."""
    if i == 0 or words.is_mark(i - 1) or words.particles[i - 1] or words.hits[i - 1] or words.has_article(i - 1):
        return False
    return not any(r.pos == "verb" or r.table == "agents" for r in words.analyses[i - 1])


def head_key(name: str) -> str:
    """What later mentions of a name's head word find it by: its first word, folded, without article."""
    return lookup(name).split(" ", 1)[0].removeprefix("\u0627\u0644")


def _in_time(entry: Entry, day: date | None) -> bool:
    return day is None or ((entry.start is None or entry.start <= day) and (entry.end is None or day <= entry.end))


def _held(hit: NameHit, day: date | None) -> tuple[str, str]:
    """The code of a person on `day`: the office held then, else an elite of the country last served."""
    rows = [entry for entry in hit.entries if entry.table == "offices"]
    people = {entry.code[:3] for entry in rows}
    current = sorted(
        (entry for entry in rows if _in_time(entry, day)), key=lambda entry: not entry.code.endswith("GOV")
    )
    if len({entry.code for entry in current}) == 1 or (current and len({entry.code[:3] for entry in current}) == 1):
        return current[0].code, "office"
    if current or len(people) > 1:
        return "", "ambiguous person"
    latest = max(rows, key=lambda entry: entry.end or date.max)
    if day is not None and all(entry.start and entry.start > day for entry in rows):
        return latest.code[:3], "later office"
    country = latest.code[:3]
    return (country if country in ORGANISATIONS else country + "ELI"), "former office"


def _with_titles(words: Words, actor: Actor) -> Actor:
    """A known person's further names: unknown words right behind."""
    return replace(actor, end=_name_end(words, actor.end))


def _agent(words: Words, i: int) -> Actor | None:
    reading = _best_agent(words, i)
    if reading is None:
        return None
    return _extend(
        words, i, i + 1, reading.code, _agent_kind(words, reading), f"agents.csv:{reading.line}",
        reading.number in ("p", "d"), reading.det, reading,
    )  # fmt: skip


def _best_agent(words: Words, i: int) -> Analysis | None:
    readings = words.analyses[i]
    found = [reading for reading in readings if reading.table == "agents"]
    if found and any(
        r.table == "nouns" and r.exact and r.lemma in words.lexicon.frames and r.number == "p" for r in readings
    ):
        return None
    return min(found, key=lambda r: (not r.exact, r.pronoun.startswith("1"), len(r.prep) + len(r.conj), r.gender == "f" and not r.lemma.endswith(_TA_MARBUTA)), default=None)


def _agent_kind(words: Words, reading: Analysis) -> str:
    row = words.lexicon.agents.get(reading.lemma)
    return row.kind if row else "person"


def _extend(
    words: Words,
    start: int,
    end: int,
    role: str,
    kind: str,
    seed: str,
    plural: bool,
    definite: bool,
    reading: Analysis | None = None,
) -> Actor:
    """The agent with what follows it: complement, adjectives, organisation, name."""
    key = head_key(reading.lemma if reading else words.tokens[start].text)
    country, code, seeds, how = "", "", [seed], "agent"
    tokens = len(words.tokens)
    full = reading is not None and reading.number in ("p", "d") and words.tokens[start].key.endswith(_NUN)
    closed = definite or full or bool(reading and reading.pronoun)
    named = False
    absorbed = 0
    while end < tokens and not words.is_mark(end):
        if closed and _is(words, end, "former"):
            role, code, end = "ELI", "", end + 1
            continue
        if closed and kind == "person" and _is(words, end, "honorific") and (name := _titled_name(words, end)) > end:
            end, named = name, True
            continue
        if (
            full
            and not definite
            and any(r.table == "agents" and r.number == "p" and not r.det for r in words.analyses[end])
        ):
            closed, end = True, end + 1
            continue
        nisba = words.nisba(end)
        if nisba and country and nisba.code != country:
            break
        if nisba and (nisba.det or not closed or not definite):
            country = country or nisba.code
            definite, closed = definite or nisba.det, True
            seeds.append(f"countries.csv:{nisba.line}")
            end += 1
            continue
        if kind == "place" and (named_place := _place_name(words, end)) > end:
            end, closed = named_place, True
            continue
        inner = _complement(words, end, closed)
        if inner is not None:
            if _clashes(inner, country, code):
                break
            if inner.kind == "context" and not country and not code:
                return replace(inner, start=start, seeds=(*seeds, *inner.seeds))
            if inner.how in ("office", "former office", "later office") and kind in ("person", "people") and closed:
                code, seeds, end, named = inner.code, [*seeds, *inner.seeds], inner.end, True
                break
            country, code, role = _combine(role, kind, country, code, inner)
            seeds.extend(inner.seeds)
            definite, closed, end = True, True, inner.end
            continue
        if kind in ("person",) and closed and not named and (name := _name_end(words, end)) > end:
            end, named = name, True
            break
        if absorbed < 3 and _is_plain(words, end, closed):
            closed = closed or words.has_article(end)
            definite = definite or words.has_article(end)
            absorbed += 1
            end += 1
            continue
        break
    return Actor(
        _code(country, code, role), role, kind, start, end, words.sentence, key, definite, tuple(seeds), how, plural, gender=_gender(words, reading, kind),
    )  # fmt: skip


def _gender(words: Words, reading: Analysis | None, kind: str) -> str:
    """The gender of the verb before an agent: bodies in the plural are feminine, persons keep theirs."""
    if reading is None:
        return ""
    row = words.lexicon.agents.get(reading.lemma)
    if reading.number == "p" and kind == "body":
        return "f"
    return "" if reading.number == "p" else (reading.gender or (row.gender if row else ""))


def _complement(words: Words, i: int, closed: bool) -> Actor | None:
    """An actor that completes the agent before it: a genitive, an apposed name, or `ل` with an organisation."""
    if words.particles[i]:
        return None
    clitic = _clitic(words, i)
    if clitic.startswith("conj"):
        return None
    inner = _named(words, i) or (None if closed and clitic != "prep:ل" else _agent(words, i))
    if inner is None:
        return None
    if clitic == "prep:ل":
        fits = (
            inner.kind in ("igo", "armed", "party", "movement", "coalition", "ngo", "body", "media", "court")
            or inner.code[:3] in ORGANISATIONS
        )
        return inner if fits else None
    if clitic:
        return None
    if closed and inner.how not in ("office", "former office", "later office", "ambiguous person"):
        return None
    return inner


def _clitic(words: Words, i: int) -> str:
    """`conj…` or `prep:x` where token i carries one in its best reading as a name or agent."""
    for found in (*words.hits[i][:1], *([r] if (r := _best_agent(words, i)) else [])):
        if found.conj:
            return "conj"
        return f"prep:{found.prep}" if found.prep else ""
    return ""


def _clashes(inner: Actor, country: str, code: str) -> bool:
    known = code[:3] or country
    return bool(known and inner.code and inner.code[:3] != known)


def _combine(role: str, kind: str, country: str, code: str, inner: Actor) -> tuple[str, str, str]:
    """(country, code, role) of an agent with its complement: a body or group lends its role to the persons in it."""
    if inner.code[:3] in ORGANISATIONS:
        return country, inner.code, role
    if len(inner.code) == 6 and (kind in ("person", "people", "armed") or not role) and inner.kind != "person":
        return country, inner.code, inner.code[3:]
    if inner.role and kind in ("person", "people", "armed") and inner.kind in ("body", "armed"):
        role = inner.role
    return country or inner.code[:3], code, role


def _code(country: str, code: str, role: str) -> str:
    if code:
        return code
    if not country:
        return ""
    return country if country in ORGANISATIONS or not role else country + role


def _people(words: Words, i: int) -> Actor | None:
    """A plural nisba or a people's name that stands alone: الأتراك, الفلسطينيون."""
    for reading in words.analyses[i]:
        named = (
            reading.table == "nisba"
            and reading.det
            and reading.gender == "m"
            and i + 1 < len(words.tokens)
            and _is_name_word(words, i + 1)
        )
        plural = (
            named
            or reading.table == "people"
            or (reading.table == "nisba" and reading.number == "p" and reading.gender == "m")
        )
        if plural:
            return Actor(
                reading.code + "CVL", "CVL", "people", i, i + 1, words.sentence, reading.lemma, reading.det,
                (f"countries.csv:{reading.line}",), "people", True, weight=0.8,
            )  # fmt: skip
    return None


def _is(words: Words, i: int, group: str) -> bool:
    hit = words.particles[i]
    return hit is not None and hit.particle.kind == group


def _is_plain(words: Words, i: int, closed: bool) -> bool:
    """Whether token i merely qualifies the agent: an unknown definite word, or an unknown genitive."""
    if words.particles[i] or words.hits[i] or words.is_number(i) or _best_agent(words, i):
        return False
    readings = words.analyses[i]
    if (
        any(r.conj or r.prep for r in readings)
        or (words.tokens[i].key[0] in "\u0648\u0641\u0628\u0644"
        and words.has_article(i)
        and not words.tokens[i].key.startswith("\u0627\u0644"))
    ):
        return False
    if words.has_article(i):
        return not is_noun(readings) or not closed
    return not closed and not readings


def _place_name(words: Words, i: int) -> int:
    """Where the name of a place that begins at token i ends (مدينة **سرت**); i where none does."""
    hit = next((hit for hit in words.hits[i] if any(e.table == "places" for e in hit.entries)), None)
    return hit.end if hit and not hit.conj and not hit.prep else i


def _titled_name(words: Words, i: int) -> int:
    """Where a name behind an honorific ends (الشيخ تميم بن حمد); i where none follows."""
    end = i
    while end < len(words.tokens) and _is(words, end, "honorific"):
        hit = words.particles[end]
        end = hit.end if hit else end + 1
    person = (
        next((hit for hit in words.hits[end] if any(e.table == "offices" for e in hit.entries)), None)
        if end < len(words.tokens)
        else None
    )
    name = _name_end(words, person.end if person else end)
    return name if person or name > end else i


def _name_end(words: Words, i: int) -> int:
    """Where a run of unknown words that can be a person's name ends."""
    end = i
    while end < len(words.tokens) and end - i < _MAX_NAME and (_is_name_word(words, end) or (end > i and _after_given_name(words, end))):
        end += 1
    return end


def _after_given_name(words: Words, i: int) -> bool:
    """Whether token i follows a given name, so that a word that also means something is still part of the name."""
    if i == 0 or not (_is(words, i - 1, "given") or _is(words, i - 1, "name")) or words.particles[i] or words.is_mark(i):
        return False
    return not any(r.pos == "verb" or r.det or r.conj or r.prep for r in words.analyses[i])


def _is_name_word(words: Words, i: int) -> bool:
    if _is(words, i, "name") or _is(words, i, "given"):
        return True
    if words.is_mark(i) or words.is_number(i) or words.particles[i] or words.hits[i]:
        return False
    return not words.analyses[i]
