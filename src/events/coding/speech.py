"""Who speaks: the subject that follow-up sentences and participles of saying leave out (وأضاف, ودعا, مؤكدا)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.coding.actorkinds import kinds_of
from events.coding.arguments import Group, Slots, is_name, slot_key
from events.coding.letters import STOPS
from events.coding.matching import VIOLENCE
from events.coding.outcome import Scene
from events.coding.quoted import as_quoted
from events.coding.reference import Discourse
from events.coding.syntax import CIRCUMSTANCE, Actor, Item, Kind
from events.lexicon import Analysis, Lexicon

_SAYING = frozenset(
    {"report", "appeal", "demand", "accuse", "deny", "condemn", "praise", "promise", "threaten", "refuse", "propose"}
)
# What an actor rests on that is none itself: an adjective or owner of something, a place.
_NO_SUBJECTS = frozenset({"adjective", "possessor", "place", "site"})
_JUDGES = frozenset({"official", "org", "armed", "militant"})
_PARTIES = frozenset({"OPP", "PTY", "REL", "NGO", "ELI"})
_COURTS = frozenset({"JUD", "COP"})  # they judge of crimes
_SPOKEN = frozenset({"01", "02", "03", "05", "10", "11", "12", "13"})


def says(readings: Sequence[Analysis], lexicon: Lexicon) -> bool:
    """Whether a verb tells that somebody said or demanded something."""
    return any(
        any(o.operator in _SAYING for o in lexicon.operators.get(r.lemma, ()))
        or any(f.code[:2] in _SPOKEN and f.pos == "verb" for f in lexicon.frames.get(r.lemma, ()))
        for r in readings
    )


def follow(scene: Scene, k: int, slots: Slots) -> Slots:
    """Remembers who speaks and acts at the verb at item k, and gives its slots, with the phrase behind it as object
    where the one who spoke before goes on speaking (ودعا المتمردين إلى …)."""
    items, discourse = scene.reading.items, scene.discourse
    verb = items[k]
    if verb.conj and k and items[k - 1].kind is Kind.PUNCTUATION:
        discourse.leave_relative()
    if verb.readings and all(r.person == "1" for r in verb.readings):
        return _in_first_person(slots)
    saying = says(verb.readings, scene.words.lexicon)
    slots = as_quoted(slots, items, scene.words) if saying else slots
    asks = saying and _asks(verb.readings, scene.words.lexicon) and _goes_on(scene, k)
    if saying and discourse.speaker and (turned := _object_first(verb, slots, discourse.speaker, asks)):
        slots = turned
        if asks:
            discourse.turned.add((scene.words.sentence, k))
    elif (
        _is_object_alone(scene, k, slots)
        or _shares_object(items, k, slots)
        or _is_asked_for(scene, k, slots)
        or _is_position(scene, k, slots)
    ):
        slots = replace(slots, subjects=(((), _at_home(slots.subjects[0][0], discourse)),))
    subject = slots.subject
    if saying and subject and verb.conj and not _is_somebody(subject[0]):
        subject = ()
    if subject:
        actors = tuple(a for a in scene.resolve(subject) if a.how not in _NO_SUBJECTS)
        if actors:
            discourse.remember(actors, verb, "antecedent" not in slots.notes)
        if actors and not _is_inner(items, k):
            discourse.speaker = actors
            if saying:
                discourse.quoted = tuple(a for a in actors if may_judge(a))
        elif saying and not _is_inner(items, k) and _is_somebody(subject[0]):
            discourse.speaker = ()
    elif (
        saying
        and discourse.speaker
        and not _is_inner(items, k)
        and "pronoun" not in slots.notes
        and not _only_reports(discourse.speaker[0], discourse.subject, scene)
    ):
        discourse.subject = discourse.speaker
        discourse.quoted = tuple(a for a in discourse.speaker if may_judge(a))
    return slots


def _in_first_person(slots: Slots) -> Slots:
    """The slots of a verb that says `we` or `I`: whatever stands behind it is its object."""
    if not slots.subjects:
        return slots
    before, behind = slots.subjects[0]
    object_ = before if before and slots.notes not in (("subject",), ("antecedent",)) else behind
    return replace(slots, subjects=(((), object_),), notes=())


def may_judge(actor: Actor) -> bool:
    """Whether somebody's words are politics: those of offices, parties, armed groups and organisations."""
    role = actor.code[3:]
    return role not in _COURTS and (bool(kinds_of(actor) & _JUDGES) or role in _PARTIES)


def _is_somebody(item: Item) -> bool:
    """Whether a phrase names a person or body, known or not; a statement (البيان) or what is said of is neither."""
    return item.head_actor is not None or is_name(item)


def _only_reports(speaker: Actor, told: tuple[Actor, ...], scene: Scene) -> bool:
    """Whether who speaks only tells what others do: the press always, a spokesman or a source where it tells of its own
    side."""
    if speaker.code[3:] == "MED":
        return True
    own = bool(told) and told[0].country == speaker.country
    return own and speaker.key in scene.words.lexicon.particles.spokesmen


def _is_inner(items: Sequence[Item], k: int) -> bool:
    """Whether the verb stands in what another says: behind أن, or in a relative clause."""
    if items[k].conj or items[k].group == CIRCUMSTANCE:
        return False
    for j in range(k - 1, -1, -1):
        item = items[j]
        if item.kind is Kind.PUNCTUATION and item.group in STOPS:
            return False
        if item.kind is Kind.PARTICLE and item.group in ("comp", "rel"):
            return True
        if item.kind is Kind.PARTICLE and item.group == "sub":
            return False
    return False


def _asks(readings: Sequence[Analysis], lexicon: Lexicon) -> bool:
    """Whether a verb asks somebody, its object, for something."""
    return any(
        o.operator in ("appeal", "demand") and "obj" in o.addressee
        for r in readings
        for o in lexicon.operators.get(r.lemma, ())
    )


def _goes_on(scene: Scene, k: int) -> bool:
    """Whether the verb at item k, joined behind a comma, goes on telling what the speaker of this sentence says."""
    items, speaker = scene.reading.items, scene.discourse.speaker
    joined = k > 1 and items[k].conj and items[k - 1].kind is Kind.PUNCTUATION and items[k - 1].group not in STOPS
    return joined and bool(speaker) and speaker[0].sentence == scene.words.sentence


def _object_first(verb: Item, slots: Slots, speaker: tuple[Actor, ...], asks: bool) -> Slots | None:
    """The slots with the only phrase behind the verb as its object, where it is a plural the verb cannot have as
    subject: a verb in front agrees in number with nobody, so those only who are usually spoken to. Where the verb
    `asks` on behalf of the same speaker, an office of another country is asked too."""
    if verb.group == CIRCUMSTANCE or not slots.subjects or slots.notes:
        return None
    first, second = slots.subjects[0]
    if not first or second or len(first) > 1 or not (_is_addressed(first) or (asks and _is_abroad(first, speaker))):
        return None
    genders = {r.gender for r in verb.readings}
    if speaker[0].gender and speaker[0].gender not in genders and "" not in genders:
        return None
    return replace(slots, subjects=(((), first), *slots.subjects))


def _is_object_alone(scene: Scene, k: int, slots: Slots) -> bool:
    """Whether the only phrase behind a verb of meeting is whom the one spoken of met: والتقى نظيره, التقى خلالها
    الرئيس."""
    items, discourse = scene.reading.items, scene.discourse
    verb = items[k]
    resumed = k + 1 < len(items) and items[k + 1].is_attached
    told = slots.notes and not (resumed and slots.notes == ("antecedent",))
    if not slots.subjects or told or not discourse.subject:
        return False
    first, second = slots.subjects[0]
    if not first or second or first[0].head_actor is None:
        return False
    frames = [f for r in verb.readings for f in scene.words.lexicon.frames.get(r.lemma, ()) if f.symmetric]
    if not any("obj" in f.target.names for f in frames):
        return False
    if (resumed and items[k + 1].start < first[0].start) or (bool(first[0].pronoun) and (verb.conj or k == 0)):
        return True
    aside = verb.conj or (k > 0 and items[k - 1].kind is Kind.PARTICLE and items[k - 1].group == "sub")
    others = {slot_key(name) for f in frames for name in f.target.names} & set(slots.by_preposition)
    return aside and not others and _meets_alone(first, discourse)


def _is_asked_for(scene: Scene, k: int, slots: Slots) -> bool:
    """Whether the only phrase behind a verb that goes on with the subject before it is the object its frames ask for:
    وطرد **السفير**."""
    verb, words = scene.reading.items[k], scene.words
    if not verb.conj or slots.notes or not scene.discourse.subject or len(slots.subjects) != 1:
        return False
    first, second = slots.subjects[0]
    actor = first[0].head_actor if len(first) == 1 else None
    if second or actor is None or actor.kind != "person":
        return False
    frames = (f for r in verb.readings if r.voice != "p" for f in words.lexicon.frames.get(r.lemma, ()))
    asked = {c.value for f in frames if f.voice == "active" for c in f.needs if c.slot == "obj" and c.op == "="}
    return bool(asked) and bool(asked & words.classes(actor.start))


def _at_home(group: Group, discourse: Discourse) -> Group:
    """The phrases, whose offices without a country are those of the country last visited: زار تونس والتقى **رئيس
    الحكومة**."""
    return tuple(_hosted(item, discourse.host) for item in group) if discourse.host else group


def _hosted(item: Item, host: str) -> Item:
    head = item.head_actor
    if head is None or head.code or head.role not in ("GOV", "LEG", "MIL"):
        return item
    office = replace(head, code=host + head.role, how="host")
    return replace(item, actors=tuple((r, office if a is head else a) for r, a in item.actors))


def _meets_alone(group: Group, discourse: Discourse) -> bool:
    """Whether somebody who cannot have met by themselves (no plural, none of several countries) is of another country
    than the one spoken of, or of none that is said."""
    actors = [item.head_actor for item in group]
    if any(a is None or a.plural or a.kind == "country" for a in actors):
        return False
    countries = {a.country for a in actors if a is not None and a.code}
    return len(countries) < 2 and not countries & {a.country for a in discourse.subject}


def _shares_object(items: Sequence[Item], k: int, slots: Slots) -> bool:
    """Whether the only phrase behind a verb is its object and that of the verb before it, which has nothing but its
    subject: أدانت الحكومة واستنكرت **اقتحام** المسجد."""
    if not items[k].conj or not slots.subjects or slots.notes or len(slots.subjects[0][0]) != 1:
        return False
    j = k - 1
    while j >= 0 and items[j].bare:
        j -= 1
    return (
        0 <= j < k - 1
        and items[j].kind is Kind.VERB
        and not items[j].pronoun
        and all(item.head_actor is not None for item in items[j + 1 : k])
        and slots.subjects[0][0][0].head_actor is None
    )


def _is_position(scene: Scene, k: int, slots: Slots) -> bool:
    """Whether the only phrase behind a verb of attack names what is hit: وقصف **مواقع التنظيم**."""
    if not slots.subjects or slots.notes or slots.subjects[0][1] or not scene.discourse.subject:
        return False
    group, lexicon = slots.subjects[0][0], scene.words.lexicon
    if len(group) != 1 or not group[0].parts or "position" not in scene.words.classes(group[0].parts[0].token):
        return False
    active = [r for r in scene.reading.items[k].readings if r.voice != "p"]
    return any(frame.code[:2] in VIOLENCE for r in active for frame in lexicon.frames.get(r.lemma, ()))


def is_programme(items: Sequence[Item], k: int) -> bool:
    """Whether a verb tells what is to happen on a visit just named: في زيارة يلتقي خلالها الرئيس."""
    return (
        0 < k < len(items) - 1
        and bool(items[k].readings)
        and all(r.aspect == "i" for r in items[k].readings)
        and items[k + 1].is_attached
        and items[k - 1].kind is Kind.PHRASE
        and bool(items[k - 1].prep)
        and not items[k - 1].definite
    )


def _is_abroad(group: Group, speaker: tuple[Actor, ...]) -> bool:
    """Whether a phrase names the government, army or side of another country than the speaker's, who is one actor."""
    actor = group[0].head_actor
    if actor is None or len(speaker) != 1 or len(actor.code) < 3 or not actor.definite:
        return False
    return actor.how in ("agent", "named") and actor.country != speaker[0].country


def _is_addressed(group: Group) -> bool:
    actor = group[0].head_actor
    return actor is not None and actor.plural and actor.definite
