"""Great Expectations is imported without what no suite of ours asks for, and spoils it for nobody."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from events.quality import suites
from events.quality.catalogue import catalogue
made = suites.articles(suites.maker(catalogue(None)))
assert len(made) > 3 and all(type(each).__module__.startswith("great_expectations.") for each in made)
print(sorted({"altair", "scipy.stats"} & set(sys.modules)))
from scipy import stats
print(round(stats.entropy([0.5, 0.5]), 3))
"""


@pytest.mark.slow
def test_statistics_and_charts_are_not_imported_and_still_there_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.splitlines() == ["[]", "0.693"], done.stderr
