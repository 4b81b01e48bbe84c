"""From a raw article to sentences and tokens that still know where they stood."""

from events.clean.document import clean, reject
from events.clean.folding import fold_text, key_text
from events.clean.memory import lasting
from events.clean.tokens import tokenize
from events.clean.unicode import Folded, fold, key, lookup, neutralise

__all__ = [
    "Folded",
    "clean",
    "fold",
    "fold_text",
    "key",
    "key_text",
    "lasting",
    "lookup",
    "neutralise",
    "reject",
    "tokenize",
]
