"""Actor phrases: countries, organisations, office holders, and generic agents with their country and name.

    رئيس الأركان العامة للجيوش الموريتانية · وزير الدفاع الأميركي آشتون كارتر · حكومة بنيامين نتنياهو · مقاتلو حركة
الشباب

The head gives the role, what follows gives the country: a nisba adjective, a genitive, `ل` with an organisation, a
known name.
"""

from __future__ import annotations

from dataclasses import replace

from events.coding.agents import agent_kind, best_agent
from events.coding.called import called
from events.coding.combining import clashes, combine, joined
from events.coding.heads import (
    agrees,
    end_abroad,
    ends_in_longer_name,
    is_deputy,
    is_full,
    land_of,
    members_body,
    people_as_adjective,
    qualifies,
)
from events.coding.letters import ARTICLE, BA, FA, LAM, TA_MARBUTA, WAW
from events.coding.named import ORGANISATIONS, after_open_noun, choose, folded_name, head_key, held
from events.coding.namerun import is_group, name_end, people_at, place_name, titled_name
from events.coding.syntax import Actor
from events.coding.words import Words
from events.lexicon import Analysis, NameHit

_FOR = f"prep:{LAM}"  # the clitic of an owner: عناصر لداعش
# Kinds of actor that have offices and members.
_OWNERS = frozenset({"igo", "armed", "party", "movement", "coalition", "ngo", "body", "media", "court"})


def read_actor(words: Words, i: int) -> Actor | None:
    """The longest actor phrase that begins at token i, or None. Clitics on its first word are the caller's business."""
    start = i
    while i < len(words.tokens) and is_group(words, i, "honorific"):
        hit = words.particles[i]
        i = hit.end if hit else i + 1
    if i >= len(words.tokens) or words.is_mark(i):
        return None
    actor = (
        (called(words, i) if words.openers else None)
        or (_named(words, i) if words.hits[i] else None)
        or _agent(words, i)
        or (people_at(words, i) if words.facts[i].people else None)
    )
    return replace(actor, start=start) if actor is not None and actor.start != start else actor


def _named(words: Words, i: int, names: bool = False) -> Actor | None:
    for hit in words.hits[i]:
        entry = choose(hit, words.day, after_open_noun(words, i), names)
        if entry is None or _is_anothers(words, hit) or (entry.table == "agents" and ends_in_longer_name(words, hit)):
            continue
        if entry.table == "agents":
            return _extend(
                words,
                hit.start,
                hit.end,
                _role(words, entry.name, entry.code),
                entry.kind,
                f"agents.csv:{entry.line}",
                hit.number in ("p", "d"),
                hit.det,
            )
        if entry.kind == "context" and not entry.code:
            return Actor(
                "",
                "",
                "context",
                hit.start,
                hit.end,
                words.sentence,
                head_key(entry.name),
                True,
                (f"metonyms.csv:{entry.line}",),
                "context",
                name=folded_name(entry.name),
            )
        code, how, line = entry.code, "named", entry.line
        if entry.table == "offices":
            code, how, line = held([row for row in hit.entries if row.table == "offices"], words.day)
        if not code:
            continue
        gender = ""
        if entry.table == "metonyms" and entry.kind == "epithet":
            gender = "f" if words.tokens[hit.start].text.endswith(TA_MARBUTA) else ""
        elif entry.table in ("countries", "metonyms"):
            gender = "" if folded_name(entry.name) in words.lexicon.particles.masculine else "f"
        elif entry.table == "actors" and words.tokens[hit.start].text.endswith(TA_MARBUTA):
            gender = "f"
        actor = Actor(
            code,
            "",
            "person" if entry.table == "offices" else entry.kind,
            hit.start,
            hit.end,
            words.sentence,
            head_key(entry.name),
            True,
            (f"{entry.table}.csv:{line}",),
            how,
            gender=gender,
        )
        return _with_titles(words, actor) if entry.table == "offices" else actor
    return None


def _is_anothers(words: Words, hit: NameHit) -> bool:
    """Whether an adjective right behind a name that is also an agent's, or a word that depends on what the text is
    about, says whose it is: قوات الاحتلال **الأمريكي**, النظام **الإيراني**."""
    nisba = words.facts[hit.end].nisba if hit.end < len(words.tokens) else None
    if nisba is None or not nisba.det or any(e.table == "agents" or e.code[:3] == nisba.code for e in hit.entries):
        return False
    context = any(e.kind == "context" for e in hit.entries) and words.facts[hit.start].agent is not None
    if context and hit.end - hit.start == 1:
        return True
    return any(o.end == hit.end and o.entries[0].table == "agents" for o in words.hits[hit.start])


def _with_titles(words: Words, actor: Actor) -> Actor:
    """A known person's further names: unknown words right behind."""
    return replace(actor, end=name_end(words, actor.end))


def _agent(words: Words, i: int) -> Actor | None:
    reading = best_agent(words, i)
    if reading is None:
        return None
    if is_deputy(words, i, reading):
        chief = (_named(words, i + 1) if words.hits[i + 1] else None) or _agent(words, i + 1)
        if chief is not None and chief.kind == "person" and chief.how == "agent" and not _clitic(words, i + 1):
            return replace(chief, start=i)
    return _extend(
        words,
        i,
        i + 1,
        _role(words, reading.lemma, reading.code),
        agent_kind(words, reading),
        f"agents.csv:{reading.line}",
        reading.number in ("p", "d"),
        reading.det,
        reading,
    )


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
    number = reading.number if reading else "p" if plural and not definite else ""
    full = is_full(words.tokens[end - 1].key, number)
    closed = definite and (reading is not None or words.has_article(end - 1))
    closed = closed or full or bool(reading and reading.pronoun)
    both = reading is not None and reading.number == "d" and not definite
    named = False
    absorbed = 0
    while end < tokens and not words.is_mark(end):
        if (closed or not words.has_article(end)) and is_group(words, end, "former"):
            role, code, end = "ELI", "", end + 1
            continue
        if (
            closed
            and kind == "person"
            and is_group(words, end, "honorific")
            and (name := titled_name(words, end)) > end
            and not _names_another(words, end, country or code[:3])
        ):
            end, named = name, True
            continue
        if (
            full
            and not definite
            and any(r.table == "agents" and r.number == "p" and not r.det for r in words.analyses[end])
        ):
            closed, end = True, end + 1
            continue
        nisba = words.facts[end].nisba or (people_as_adjective(words, end, definite) if plural else None)
        if nisba and country and nisba.code != country:
            break
        if nisba and not agrees(words, end, start, nisba, reading):
            nisba = None
        if nisba and (nisba.det or not closed or not definite):
            country = country or nisba.code
            definite, closed = definite or nisba.det, True
            seeds.append(f"countries.csv:{nisba.line}")
            end += 1
            continue
        if kind == "place" and (named_place := place_name(words, end)) > end:
            end, closed = named_place, True
            continue
        owned = bool(country and role == "GOV" and kind == "body") or bool(reading and reading.pronoun)
        inner = (
            None
            if owned and _clitic(words, end) == _FOR
            else _complement(words, end, closed, both and end == start + 1)
        )
        if inner is None and not named and kind == "person" and not code:
            inner = members_body(words, start, end, role, _bare_actor)
        if inner is not None:
            if clashes(inner, country, code):
                break
            if inner.kind == "context" and not country and not code:
                return replace(inner, start=start, seeds=(*seeds, *inner.seeds))
            if inner.how in ("office", "former office", "later office") and kind in ("person", "people") and closed:
                told = joined(country, code, role)  # what the text says of one whose office was to come
                code = told if inner.how == "later office" and told else inner.code
                seeds, end, named = [*seeds, *inner.seeds], inner.end, True
                break
            country, code, role = combine(role, kind, country, code, inner)
            seeds.extend(inner.seeds)
            definite, closed, end = True, True, inner.end
            continue
        if not (closed or country or code or absorbed) and (land := land_of(words, end)):
            country, closed, definite, end = land.country, True, True, land.end
            seeds.append(land.seed)
            continue
        if kind in ("person",) and closed and not named and (name := name_end(words, end)) > end:
            end, named = name, True
            break
        if country and (away := end_abroad(words, start, end)) > end:
            end = away
            continue
        epithet = closed and words.has_article(end) and qualifies(words, end)
        if absorbed < 3 and (epithet or _is_plain(words, end, closed)):
            closed = closed or words.has_article(end)
            definite = definite or words.has_article(end)
            absorbed += 1
            end += 1
            continue
        break
    return Actor(
        joined(country, code, role),
        role,
        kind,
        start,
        end,
        words.sentence,
        key,
        definite,
        tuple(seeds),
        how,
        plural,
        gender=_gender(words, reading, kind),
    )


def _names_another(words: Words, i: int, country: str) -> bool:
    """Whether the person behind the honorific at token i is known to hold an office of another country."""
    while i < len(words.tokens) and is_group(words, i, "honorific"):
        hit = words.particles[i]
        i = hit.end if hit else i + 1
    known = _named(words, i) if i < len(words.tokens) and words.hits[i] else None
    return bool(country and known and known.kind == "person" and known.code and known.code[:3] != country)


def _gender(words: Words, reading: Analysis | None, kind: str) -> str:
    """The gender of the verb before an agent: bodies in the plural are feminine, persons keep theirs."""
    if reading is None:
        return ""
    row = words.lexicon.agents.get(reading.lemma)
    if reading.number == "p" and kind == "body":
        return "f"
    return "" if reading.number == "p" else (reading.gender or (row.gender if row else ""))


def _complement(words: Words, i: int, closed: bool, names: bool) -> Actor | None:
    """An actor that completes the agent before it: a genitive, an apposed name, or `ل` with an organisation. After two
    of something (حركتا فتح وحماس) comes a name, whatever else the word may be (`names`)."""
    if words.tokens[i].key == LAM and i + 1 < len(words.tokens) and not words.is_mark(i + 1):
        owner = _bare_actor(words, i + 1)  # cut off by quotation marks: ل«حزب الله»
        return replace(owner, start=i) if owner is not None and _is_owner(owner) else None
    hit = words.particles[i]
    if hit and hit.particle.kind not in ("given", "name"):
        return None
    clitic = _clitic(words, i)
    if clitic.startswith("conj"):
        return None
    inner = _named(words, i, names) or (None if closed and clitic != _FOR else _agent(words, i))
    if inner is None:
        return None
    if clitic == _FOR:
        return inner if _is_owner(inner) else None
    if clitic:
        return None
    if closed and inner.how not in ("office", "former office", "later office", "ambiguous person"):
        return None
    return inner


def _is_owner(actor: Actor) -> bool:
    """Whether an actor behind `ل` is one that has offices and members."""
    return actor.kind in _OWNERS or actor.code[:3] in ORGANISATIONS


def _bare_actor(words: Words, i: int) -> Actor | None:
    return (_named(words, i) if words.hits[i] else None) or _agent(words, i)


def _clitic(words: Words, i: int) -> str:
    """`conj…` or `prep:x` where token i carries one in its best reading as a name or agent."""
    agent = best_agent(words, i)
    likeliest: tuple[NameHit | Analysis, ...] = (*words.hits[i][:1], *((agent,) if agent else ()))
    for found in likeliest:
        if found.conj:
            return "conj"
        return f"prep:{found.prep}" if found.prep else ""
    return ""


def _role(words: Words, lemma: str, role: str) -> str:
    """The role of an agent, `IMG` where it is of no country: terrorists, jihadists."""
    row = words.lexicon.agents.get(lemma)
    return "IMG" if row is not None and "no country" in row.note else role


def _is_plain(words: Words, i: int, closed: bool) -> bool:
    """Whether token i merely qualifies the agent: an unknown definite word, or an unknown genitive."""
    if words.particles[i] or words.hits[i] or words.is_number(i) or best_agent(words, i):
        return False
    readings = words.analyses[i]
    word = words.tokens[i].key
    attached = words.has_article(i) and word[0] in (WAW, FA, BA, LAM) and not word.startswith(ARTICLE)
    if attached or any(r.conj or r.prep for r in readings):
        return False
    if words.has_article(i):
        return not words.facts[i].noun or not closed
    return not closed and not readings
