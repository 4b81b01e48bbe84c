"""What can go wrong in the store, split by whether trying again may help."""

from __future__ import annotations


class StoreError(Exception):
    """Base of the store's errors. Messages name no password."""


class TransientError(StoreError):
    """Lost connection, lock time-out, lost staging: the same call may succeed later."""


class TerminalError(StoreError):
    """The data or the set-up is wrong: trying again gives the same answer."""


class StagingLost(TransientError):
    """The batch's staged rows are not complete (never staged, or the server crashed since): stage it again."""


class ServerError(StoreError):
    """The embedded server could not be set up, started or stopped."""
