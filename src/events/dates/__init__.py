"""Arabic temporal expressions: found in running text and resolved to intervals of days."""

from events.dates.resolver import resolve
from events.dates.vocabulary import VocabularyError, load

__all__ = ["VocabularyError", "load", "resolve"]
