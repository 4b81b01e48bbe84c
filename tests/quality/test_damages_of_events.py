"""Every damage to events is caught by the expectation meant for it."""

from __future__ import annotations

import pytest
from damages import EVENTS, Damage

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


@pytest.mark.parametrize("damage", EVENTS, ids=lambda d: d.name)
def test_a_damage_is_caught_by_the_expectation_meant_for_it(damage: Damage, caught):
    caught(damage)
