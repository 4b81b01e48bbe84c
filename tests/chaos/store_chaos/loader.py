"""A loader to be killed: loads batches one after the other, says `ready` once it is connected, `done N` after each."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))


def freeze(moment: str) -> None:
    """Makes the clocks of this process stand still at a moment, before anything else is imported."""
    import datetime
    import time

    at = datetime.datetime.fromisoformat(moment)

    class Moment(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return at.replace(tzinfo=tz)

        utcnow = today = now

    class Day(datetime.date):
        @classmethod
        def today(cls):
            return at.date()

    datetime.datetime, datetime.date = Moment, Day
    time.time = at.replace(tzinfo=datetime.UTC).timestamp
    time.time_ns = lambda: int(time.time()) * 10**9


if os.environ.get("LOADER_CLOCK"):
    freeze(os.environ["LOADER_CLOCK"])

from events import store  # noqa: E402 - after the clocks have stopped
from store import make  # noqa: E402


def say(*words: object) -> None:
    """One line to the parent."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(url: str, size: str, first: str, last: str, *signals: str) -> int:
    """Loads batches `first` to `last` of `size` articles; in the last one it sends itself a signal at a point.
    Gives 3 on a transient error."""
    point, what = (*signals, *("", "KILL")[len(signals) :])
    number = 0

    def kill(reached: str) -> None:
        if reached == point and number == int(last):
            os.kill(os.getpid(), getattr(signal, f"SIG{what}"))

    lots = [make.crowd(int(size), seed, shared=0.6) for seed in range(int(first), int(last) + 1)]
    try:
        with store.connect(url, role="events_loader") as db:
            say("ready")
            for at, items in enumerate(lots, int(first)):
                number = at
                counts = store.load_batch(db, make.batch(items), items, kill=kill)
                say("done", number, counts.again)
    except store.TransientError as error:
        say("transient", error)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
