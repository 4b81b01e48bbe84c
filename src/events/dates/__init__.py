"""Arabic temporal expressions: found in running text and resolved to intervals of days."""

from events.dates.foreign import Opinion, Tally, check, tally
from events.dates.resolver import resolve
from events.dates.vocabulary import VocabularyError, load

__all__ = ["Opinion", "Tally", "VocabularyError", "check", "load", "resolve", "tally"]
