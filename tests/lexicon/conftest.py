"""The lexicon of the small seeds, and of the project's."""

from __future__ import annotations

import pytest
from small_seeds import write_seeds

from events.lexicon import Lexicon


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """The lexicon of the small seeds."""
    return Lexicon.load(write_seeds(tmp_path_factory.mktemp("seeds")))


@pytest.fixture(scope="session")
def project(lexicon: Lexicon) -> Lexicon:
    """The lexicon of the project's seeds."""
    return lexicon
