"""Seven published days, the last of them damaged: what the report tests look at."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from batches import batch_of
from damages import EVENTS, MENTIONS, PROFILE, Damage

from events.batch import job
from events.batch.stages import Spent
from events.model import Coded, RawArticle, Rejection

SEEDS = Path(__file__).parents[2] / "seeds"
STAMP = job.Stamp("test", "0" * 40)
HOSTILE = "<script>document.title='taken'</script>"
FIRST = date(2024, 3, 1)


def publish(url: str, coded: list[Coded], docs: Path | None = None) -> job.Verdict:
    """Stages, judges and publishes (or holds) a batch, as the DAG's tasks do."""
    took = [Spent(each.article.id, 0.01 * n) for n, each in enumerate(coded[:30])]
    verdict = job.judge(url, lambda: coded, lambda: [], STAMP, seeds=SEEDS, docs=docs, took=took)
    job.publish(url, verdict.batch, verdict.held)
    return verdict


def seven_days(url: str, docs: Path) -> job.Verdict:
    """Publishes six undamaged days and a damaged seventh; the verdict on the seventh."""
    for n in range(6):
        publish(url, batch_of(FIRST + timedelta(days=n), 80))
    return publish(url, damaged_day(FIRST + timedelta(days=6)), docs)


def damaged_day(day: date) -> list[Coded]:
    """A day with a few defects, a silent source and an article that carries markup."""
    coded = batch_of(day, 80)
    for each in (*_named("code that does not exist", "place in another country", "evidence shifted by three letters"),
                 *_named("silent source")):  # fmt: skip
        assert each.records
        coded = each.records(coded)
    bad = RawArticle(f"x/{HOSTILE}", "نص قصير", day, "atlas-news", None, f"<b>{HOSTILE}</b>")
    refused = Rejection("clean", "EV-C001", f"the article has no text {HOSTILE}", "2" * 64, bad.id)
    return [*coded, Coded(bad, rejection=refused)]


def _named(*names: str) -> list[Damage]:
    return [damage for damage in (*EVENTS, *MENTIONS, *PROFILE) if damage.name in names]
