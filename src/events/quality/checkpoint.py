"""Runs suites through Great Expectations on Postgres and gives plain results back.

The context is ephemeral and lives in memory. It never learns the address of the database: connections are made by a
function of ours. A first checkpoint a relation asks only whether each expectation holds, a few statements a suite, two
relations at a time; a second one fetches the failing rows of those that do not.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from events.quality.catalogue import Catalogue
from events.quality.docs import offline
from events.quality.library import great_expectations
from events.quality.records import QualityError, QualityResult
from events.quality.relations import Relation

ROWS_KEPT = 20
LANES = 2  # relations judged at the same time, each over a connection of its own: the server has the work, not we


@dataclass(frozen=True, slots=True)
class Plan:
    """A suite to run over a relation in Postgres, or over `frame`, a small pandas table in memory."""

    relation: Relation
    expectations: Sequence[Any]
    frame: Any = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A result, what kind of row it is about, and all its failing rows (each with the relation's context columns)."""

    result: QualityResult
    kind: str
    rows: tuple[dict[str, Any], ...]


class Session:
    """An ephemeral Great Expectations context over one database."""

    def __init__(self, creator: Callable[[], Any], entries: Catalogue) -> None:
        """`creator` opens a database connection, best as a role that can only read."""
        self._gx = great_expectations()
        self._entries = entries
        self._queries: dict[str, str] = {}
        self._batches: dict[str, Any] = {}
        self.context = self._gx.get_context(mode="ephemeral")
        self.context.variables.progress_bars = {"globally": False}
        self._creator = creator
        self._frames = self.context.data_sources.add_pandas("measured")

    def run(self, plans: Sequence[Plan]) -> tuple[Finding, ...]:
        """Every expectation's finding. `QualityError` where one could not be evaluated."""
        held: dict[str, Any] = {}
        asked = [self._checkpoint(plan, "BOOLEAN_ONLY") for plan in plans if plan.frame is None]
        with ThreadPoolExecutor(LANES) as lanes:
            running = [lanes.submit(_run, checkpoint) for checkpoint in reversed(asked)]  # the dearest stands last
            for plan in plans:
                if plan.frame is not None:
                    held |= self._over_frame(plan, "BOOLEAN_ONLY")
            for lane in running:
                held |= lane.result()
        details: dict[str, Any] = {}
        for plan in plans:
            failing = [e for e in plan.expectations if not held[e.meta["name"]].success]
            if failing:
                again = Plan(plan.relation, failing, plan.frame)
                details |= (
                    _run(self._checkpoint(again, _complete(plan)))
                    if plan.frame is None
                    else self._over_frame(again, _complete(plan))
                )
        raw = {**held, **details}
        return tuple(self._finding(plan, e, raw[e.meta["name"]]) for plan in plans for e in plan.expectations)

    def close(self) -> None:
        """Removes the folder Great Expectations makes for every context."""
        for site in (self.context.variables.data_docs_sites or {}).values():
            base = Path(site["store_backend"].get("base_directory") or "")
            if base.is_absolute() and base.is_relative_to(tempfile.gettempdir()) and base.name.startswith("tmp"):
                shutil.rmtree(base, ignore_errors=True)

    def docs(self, folder: Path) -> Path:
        """Writes Great Expectations' Data Docs into the folder, readable without a network; gives its first page."""
        store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)}
        index = {"class_name": "DefaultSiteIndexBuilder"}
        self.context.add_data_docs_site(
            "site",
            {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,
                "store_backend": store,
                "site_index_builder": index,
            },
        )
        self.context.build_data_docs(site_names=["site"])
        offline(folder)
        return folder / "index.html"

    def _checkpoint(self, plan: Plan, form: Any) -> Any:
        """A checkpoint over one relation, ready to run."""
        definition = self._definition(plan, form, self._batch(plan.relation))
        checkpoint = self._gx.Checkpoint(name=definition.name, validation_definitions=[definition], result_format=form)
        return self.context.checkpoints.add(checkpoint)

    def _over_frame(self, plan: Plan, form: Any) -> dict[str, Any]:
        if plan.relation.name not in self._batches:
            asset = self._frames.add_dataframe_asset(plan.relation.name)
            self._batches[plan.relation.name] = asset.add_batch_definition_whole_dataframe("all")
        definition = self._definition(plan, form, self._batches[plan.relation.name])
        return _by_name(definition.run(batch_parameters={"dataframe": plan.frame}, result_format=form).results)

    def _definition(self, plan: Plan, form: Any, data: Any) -> Any:
        suffix = "" if isinstance(form, str) else ", failing rows"
        name = f"{plan.relation.name}{suffix}"
        expectations = [e.copy(update={"id": None}) for e in plan.expectations] if suffix else [*plan.expectations]
        suite = self.context.suites.add(self._gx.ExpectationSuite(name=name, expectations=expectations))
        return self.context.validation_definitions.add(self._gx.ValidationDefinition(name=name, data=data, suite=suite))

    def _batch(self, relation: Relation) -> Any:
        if relation.name not in self._batches:
            self._queries[relation.query.strip()] = f"SELECT * FROM ({relation.query}) AS described LIMIT 0"  # noqa: S608
            source = self.context.data_sources.add_postgres(
                relation.name,
                connection_string="postgresql+psycopg://nobody@localhost/postgres",
                kwargs={"creator": self._creator},
            )
            self._listen(source.get_execution_engine().engine)
            asset = source.add_query_asset(relation.name, query=relation.query)
            self._batches[relation.name] = asset.add_batch_definition_whole_table("all")
        return self._batches[relation.name]

    def _listen(self, engine: Any) -> None:
        """Great Expectations runs a query asset's whole query, several times, to learn its column names:
        those very statements are answered without rows."""
        from sqlalchemy import event

        @event.listens_for(engine, "before_cursor_execute", retval=True)
        def shorten(_c: Any, _k: Any, statement: str, values: Any, _x: Any, _m: Any) -> tuple[str, Any]:
            return self._queries.get(statement.strip(), statement), values

    def _finding(self, plan: Plan, expectation: Any, raw: Any) -> Finding:
        name = expectation.meta["name"]
        entry = self._entries[name]
        told = raw.result or {}
        rows = tuple(told.get("unexpected_index_list") or ())
        value = told.get("observed_value")
        result = QualityResult(
            expectation=name,
            code=entry.code,
            suite=entry.suite,
            severity=entry.severity,
            success=bool(raw.success),
            column=getattr(expectation, "column", None),
            observed=None if value is None else _short(value),
            element_count=told.get("element_count"),
            unexpected_count=int(told.get("unexpected_count") or len(rows)),
            rows=rows[:ROWS_KEPT],
        )
        return Finding(result, plan.relation.kind, rows)


def _run(checkpoint: Any) -> dict[str, Any]:
    """Great Expectations' result of every expectation, by its name in the catalogue."""
    found: dict[str, Any] = {}
    for run in checkpoint.run().run_results.values():
        found |= _by_name(run.results)
    return found


def _complete(plan: Plan) -> dict[str, Any]:
    """Every failing row, with the columns that identify and explain it."""
    return {"result_format": "COMPLETE", "unexpected_index_column_names": [*plan.relation.context]}


def _by_name(results: Any) -> dict[str, Any]:
    found = {}
    for result in results:
        name = result.expectation_config.meta["name"]
        problem = _problem(result.exception_info or {})
        if problem:
            raise QualityError(f"{name} could not be evaluated: {problem}")
        found[name] = result
    return found


def _problem(told: dict[str, Any]) -> str:
    """The first line of the error, without values or addresses; empty where there is none."""
    parts = [told] if "raised_exception" in told else [part for part in told.values() if isinstance(part, dict)]
    for part in parts:
        if part.get("raised_exception"):
            return str(part.get("exception_message") or "unknown error").splitlines()[0][:300]
    return ""


def _short(value: Any) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)[:200]
