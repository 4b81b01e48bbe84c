"""What becomes of an act the text names: status (negated, planned, open) and governing operators have their say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.coding.actorkinds import kinds_of
from events.coding.arguments import Group, Slots, slot_key, verb_slots
from events.coding.clauses import Clause
from events.coding.letters import STOPS
from events.coding.matching import VIOLENCE, Match, Resolver
from events.coding.meaning import Governor, Status, status_of
from events.coding.named import ORGANISATIONS
from events.coding.plans import told_ahead
from events.coding.pronouns import object_pronoun
from events.coding.quoted import VOICES
from events.coding.reference import Discourse, agrees
from events.coding.syntax import NOBODY, Actor, Item, Kind, Reading
from events.coding.words import Words
from events.lexicon import Operator

SUPPORT = frozenset({"support", "begin", "continue", "end", "conclude", "claim"})
# The operator of those an attack is done to: تعرض ل.
UNDERGO = "undergo"
# Operators that leave the act under them as it is.
_CARRIERS = (SUPPORT - {"end", "conclude"}) | {"report", "announce"}
# Operators whose subject also does the act they govern.
AGENT_OF_BOTH = SUPPORT | {"intend", "promise", "refuse", "threaten", "agree", "propose", "accept"}
_RELEASE = "084"
_BLOCKS = frozenset({"hope", "speculate", "negate", "avoid", "fail", "discuss"})


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as the text puts it: actors, code, the frame's id, trigger token, item range of its clause, seeds and
    remarks. `blocked` says why it is no event, empty where it is one; a `claim` only names the author of an attack told
    before."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    code: str
    rule: str
    item: int
    trigger: int
    first: int
    last: int
    seeds: tuple[str, ...]
    steps: tuple[str, ...]
    weight: float
    blocked: str = ""
    governed_by: int | None = None
    claim: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence's triggers are judged with."""

    words: Words
    reading: Reading
    discourse: Discourse
    resolve: Resolver


@dataclass(frozen=True, slots=True)
class _Act:
    code: str
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    blocked: str = ""


def finish(
    scene: Scene,
    clause: Clause,
    match: Match,
    k: int,
    governors: tuple[Governor, ...] | None,
    trigger: int,
    future: bool,
    seed: str = "",
) -> Draft:
    """The draft of a match after status and governing operators had their say."""
    items, words = scene.reading.items, scene.words
    frame = match.frame
    seeds = [seed or f"frames.csv:{frame.line}"]
    steps = [f"frame {frame.id}", *(f"slots {note}" for note in match.notes if note)]
    acted = _Act(frame.code, match.sources, match.targets, _topic(scene, match, k, trigger, governors))
    status = status_of(items, k, words, scene.reading.question, future)
    weight = 1.0
    used = None
    for governor in governors or ():
        if acted.blocked:
            break
        acted, weight = _by_status(acted, status, words, steps, weight)
        if not acted.blocked:
            acted = _under(scene, governor, acted)
        seeds.append(f"operators.csv:{governor.operator.line}")
        steps.append(f"under {governor.operator.lemma} ({governor.operator.operator})")
        if governor.operator.operator not in _CARRIERS and items[governor.item].kind is Kind.VERB:
            used = governor.item
        status = status_of(items, governor.item, words, False, told_ahead(items, governor.item, words))
    if not acted.blocked:
        acted, weight = _by_status(acted, status, words, steps, weight)
    last = max(min(clause.slots.end, len(items)) - 1, k)
    return Draft(
        acted.sources,
        acted.targets,
        acted.code,
        frame.id,
        k,
        trigger,
        min(clause.slots.start, k),
        last,
        tuple(seeds),
        tuple(steps),
        weight,
        acted.blocked,
        used,
    )


def _topic(scene: Scene, match: Match, k: int, trigger: int, governors: tuple[Governor, ...] | None) -> str:
    """Why an act told by a noun is only spoken of: the aim of something else, a topic, part of what is denied; empty if
    it is not."""
    items = scene.reading.items
    if governors is None:
        return "topic of another act"
    if (
        items[k].kind is Kind.PHRASE
        and match.sources[0].code == NOBODY
        and match.frame.code[:2] in VIOLENCE
        and _is_generic(scene, k, trigger, match)
    ):
        return "attacks in general, author unknown"
    if (
        items[k].kind is Kind.PHRASE
        and not governors
        and slot_key(items[k].prep) in scene.words.lexicon.particles.purpose
    ):
        return "a purpose"
    for j in range(k - 1, -1, -1):
        if items[j].kind is Kind.PUNCTUATION and items[j].group in STOPS:
            break
        if items[j].kind is Kind.VERB and not any(g.item == j for g in governors):
            names = {o.operator for r in items[j].readings for o in scene.words.lexicon.operators.get(r.lemma, ())}
            if "deny" in names:
                return "part of what is denied"
    return ""


def _is_generic(scene: Scene, k: int, trigger: int, match: Match) -> bool:
    """Whether a noun names attacks in the plural, or an attack on militants, by nobody in particular."""
    plural = any(r.number == "p" for r in scene.words.analyses[trigger] if r.table == "nouns")
    return plural or any("militant" in kinds_of(a) for a in match.targets)


def _by_status(act: _Act, status: Status, words: Words, steps: list[str], weight: float) -> tuple[_Act, float]:
    """The act as negation, doubt or plan leave it."""
    threat = words.lexicon.compose("intend", act.code) if status.kind == "threat" else None
    if threat is not None and threat.code.startswith("13"):
        steps.append(f"threat: {status.why}")  # "if ... we will strike" (codebook, section 2.6)
        return replace(act, code=threat.code), weight * 0.9
    if status.kind in ("negated", "open", "threat"):
        return replace(act, blocked=f"{status.kind}: {status.why}"), weight
    if status.kind == "planned" and act.code[:2] != "03":
        steps.append(f"planned: {status.why}")
        row = words.lexicon.compose("intend", act.code)
        if row is None or row.code in ("block", "same"):
            return replace(act, blocked="planned"), weight
        return replace(act, code=row.code), weight * 0.9
    return act, weight


def _under(scene: Scene, governor: Governor, act: _Act) -> _Act:
    """What an operator makes of the act it governs."""
    operator = governor.operator
    note = f"under {operator.lemma} ({operator.operator})"
    if operator.operator in _BLOCKS:
        return replace(act, blocked=note)
    if operator.operator == "condemn" and _nowhere(scene, governor, act):
        return replace(act, blocked=f"{note}: where is not said")
    if operator.operator in _CARRIERS | {"condemn", "praise", UNDERGO}:
        return act
    row = scene.words.lexicon.compose(operator.operator, act.code)
    if row is None or row.code == "block":
        return replace(act, blocked=f"{note}: no act")
    dealing = act.code[:2] in ("04", "05") and act.sources[0].code == NOBODY
    released = act.code.startswith(_RELEASE)
    act = replace(act, code=act.code if row.code == "same" else row.code)
    item = scene.reading.items[governor.item]
    if item.kind is not Kind.VERB:
        owners = owners_of(scene, item, governor.token)
        if operator.operator in AGENT_OF_BOTH or not owners:
            return act
        return replace(act, sources=owners, targets=_others(act, owners))
    slots = verb_slots(scene.reading.items, governor.item)
    subject, object_ = slots.subjects[0] if slots.subjects else ((), ())
    if (scene.words.sentence, governor.item) in scene.discourse.turned:
        subject, object_ = (), subject
    speakers = subject_actors(scene, subject, item)
    addressed = addressee_of(scene, operator, slots, object_, speakers, item.start) if operator.addressee else ()
    if not addressed and operator.operator == "deny":
        return replace(act, blocked=f"{note}: who accused is not named")
    if not addressed and operator.operator in ("demand", "accuse") and dealing:
        return replace(act, blocked=f"{note}: of whom is not named")
    if not addressed and operator.operator in ("demand", "appeal") and released:
        addressed = _holders(act, speakers)
    elif not addressed:
        addressed = _others(act, speakers) if operator.operator in ("demand", "appeal", "accuse") else act.targets
    addressed = tuple(a for a in addressed if a.code != NOBODY)
    if not speakers or not addressed:
        return replace(act, blocked=f"{note}: speaker or addressee unknown")
    return replace(act, sources=speakers, targets=addressed)


def _nowhere(scene: Scene, governor: Governor, act: _Act) -> bool:
    """Whether the victims of a condemned attack are known only as those of the condemning side's own country."""
    if scene.reading.items[governor.item].kind is not Kind.VERB:
        return False
    speakers = {a.country for a in subject_of(scene, governor.item)}
    return any(a.how in ("country in context", "bare site") and a.country in speakers for a in act.targets)


def _others(act: _Act, speakers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom a demanded or alleged act is put to: its own agent where that is not the speaker, else its target."""
    codes = {a.code for a in speakers}
    return tuple(a for a in act.sources if a.code not in codes and a.code != NOBODY) or act.targets


def _holders(act: _Act, speakers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom a release is asked of where nobody is named: the state whose people are held, its government where they ask
    who live there; nobody where a state asks for its own."""
    if named := _others(replace(act, targets=()), speakers):
        return named
    states = {"", "GOV", "MIL", "LEG"}
    if any(a.code[3:] in states and a.country == t.country for a in speakers for t in act.targets):
        return ()
    own = {a.country for a in speakers}
    return tuple(
        replace(t, code=t.country + "GOV" if t.country in own else t.country, how="who holds them")
        for t in act.targets
        if t.code != NOBODY and t.country not in ORGANISATIONS
    )


def owners_of(scene: Scene, item: Item, token: int) -> tuple[Actor, ...]:
    """Whose intention, request or refusal a noun is: its genitive, adjective or attached pronoun."""
    actors = tuple(a for relation, a in item.actors if relation in ("gen", "adj") and a.start > token)
    resolved = tuple(r for a in actors if (r := scene.discourse.resolve(a)))
    pronouns = [r.pronoun for r in scene.words.analyses[token] if r.pronoun]
    if not resolved and pronouns and pronouns[0].startswith("3"):
        subject = scene.discourse.subject
        fits = len(subject) != 1 or pronouns[0] == "3d" or agrees(subject[0], pronouns[0])
        return tuple(replace(a, weight=a.weight * 0.9) for a in subject) if fits else ()
    return resolved


def subject_actors(scene: Scene, subject: Group, verb: Item) -> tuple[Actor, ...]:
    """The actors of a verb's subject, carried over from the clause before where it names none."""
    if subject:
        voice = any(VOICES & scene.words.classes(part.token) for part in subject[0].parts[:1])
        return tuple(a for a in scene.resolve(subject) if voice or a.how not in ("adjective", "possessor"))
    return scene.discourse.carried(verb)


def subject_of(scene: Scene, k: int, told: bool = False) -> tuple[Actor, ...]:
    """The actors of the subject of the verb at item k as in `subject_actors`; nobody where it is to be `told` and is
    not."""
    subject = verb_slots(scene.reading.items, k).subject
    return subject_actors(scene, subject, scene.reading.items[k]) if subject or not told else ()


def addressee_of(
    scene: Scene, operator: Operator, slots: Slots, object_: Group, speakers: tuple[Actor, ...] = (), token: int = -1
) -> tuple[Actor, ...]:
    """Whom an operator is addressed to: its object, the phrase of a preposition, or whom a pronoun attached to it, at
    `token`, stands for."""
    for name in operator.addressee:
        own = [object_] if object_ else []
        groups = own if name == "obj" else slots.by_preposition.get(slot_key(name), [])
        for group in groups:
            if actors := scene.resolve(group):
                return actors
    if "obj" in operator.addressee and not object_ and slots.pronoun and token >= 0:
        return object_pronoun(slots.pronoun, speakers, scene.discourse, (scene.words.sentence, token))
    return ()
