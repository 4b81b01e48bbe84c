"""What is usual: the bounds that earlier batches set."""

from __future__ import annotations

from events.quality import Profile
from events.quality.usual import ENOUGH, bounds


def profile(articles: int = 100, **shares: float) -> Profile:
    return Profile(
        "b", None, articles, 60, 38, 2, 200, 200, {"with_events": 0.6, "undated": 0.05, "rejected": 0.02, **shares}
    )


def test_nothing_is_unusual_before_enough_batches_were_seen():
    found = bounds(profile(), [profile()] * (ENOUGH - 1))
    assert all(b.low is None and b.high is None for name, b in found.items() if name != "rejected_below_limit")


def test_the_limit_of_rejections_needs_no_history():
    assert bounds(profile(), [])["rejected_below_limit"].high == 0.2


def test_a_batch_like_the_others_is_inside_every_bound():
    found = bounds(profile(), [profile()] * 8)
    values = {"batch_not_oversized": 100, "batch_not_undersized": 100, "events_as_usual": 0.6, "dates_as_usual": 0.05}
    for name, value in values.items():
        bound = found[name]
        assert (bound.low is None or bound.low <= value) and (bound.high is None or value <= bound.high), name


def test_a_share_is_judged_wider_where_the_batch_is_small():
    past = [profile()] * 8
    small, large = bounds(profile(articles=40), past), bounds(profile(articles=4000), past)
    assert small["events_as_usual"].low < large["events_as_usual"].low


def test_a_tiny_batch_is_not_judged_by_its_shares():
    found = bounds(profile(articles=3), [profile()] * 8)
    assert found["events_as_usual"].low is None and found["lengths_as_usual"].low is None


def test_history_that_varies_widens_the_bounds():
    steady = bounds(profile(), [profile(undated=0.05)] * 8)["dates_as_usual"].high
    varied = bounds(profile(), [profile(undated=u) for u in (0.0, 0.1, 0.2, 0.05, 0.15, 0.3, 0.02, 0.1)])[
        "dates_as_usual"
    ].high
    assert varied > steady
