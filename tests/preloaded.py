"""What the server behind `tests.forked` has imported before it forks."""

import pyarrow.parquet  # noqa: F401
import typer._adapters  # noqa: F401

import events.batch.database
import events.batch.job
import events.batch.reporting
import events.batch.runs
import events.batch.staged
import events.commands.run
import events.pipeline
import events.quality.report
import events.quality.validation
import events.store  # noqa: F401
from events.quality.library import great_expectations

great_expectations()
