"""Names whose office is told behind them: سمير ديلو، القيادي في حركة النهضة · أعلن علي الفقيه وزير الداخلية أن …"""

from __future__ import annotations

from collections.abc import Sequence

from events.coding.arguments import is_name
from events.coding.letters import STOPS
from events.coding.syntax import Actor, Item, Kind
from events.coding.words import Words

_TELLING = frozenset({"report", "announce"})


def office_behind(items: Sequence[Item], k: int, words: Words) -> Actor | None:
    """The office that the person named at item k holds, told behind a comma, or right behind where the verb before only
    tells what is said, so that the office is not its object; None where there is none."""
    name = items[k]
    if name.kind is not Kind.PHRASE or not is_name(name) or k + 1 >= len(items):
        return None
    comma = items[k + 1].kind is Kind.PUNCTUATION
    j = k + 2 if comma else k + 1
    if j >= len(items) or not items[j].bare or items[j].conj or items[j].start != items[j - 1].end:
        return None
    office = items[j].head_actor
    if office is None or office.kind != "person" or office.plural or not office.definite or office.how != "agent":
        return None
    if comma:
        closed = j + 1 >= len(items) or items[j + 1].kind is Kind.PUNCTUATION or items[j + 1].kind is Kind.VERB
        return office if closed and items[k + 1].group not in STOPS else None
    return office if k and _tells(items[k - 1], words) else None


def _tells(verb: Item, words: Words) -> bool:
    """Whether a verb tells that something was said, and takes no person as its object."""
    operators = words.lexicon.operators
    named = {o.operator for r in verb.readings for o in operators.get(r.lemma, ())}
    return verb.kind is Kind.VERB and bool(named) and named <= _TELLING
