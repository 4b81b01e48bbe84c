"""The event coder: who did what to whom, when and where, in running newspaper Arabic."""

from events.coding.coder import Blocked, SentenceReading, code, read
from events.coding.merge import merge

__all__ = ["Blocked", "SentenceReading", "code", "merge", "read"]
