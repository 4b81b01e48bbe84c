"""The stages every coding DAG goes through once its articles are read: tasks, in order. No DAG here."""

from __future__ import annotations

from airflow.sdk import XComArg, chain, get_current_context, task
from assets import EVENTS, database, folder


@task(pool="events_nlp", map_index_template="shard {{ task.op_kwargs.shard }}")
def clean(shard: str) -> int:
    """Cuts the articles of a shard into sentences and tokens; gives how many."""
    from events.batch import staged

    return staged.clean_shard(folder(), shard)


@task(pool="events_nlp", map_index_template="shard {{ task.op_kwargs.shard }}")
def resolve_dates(shard: str) -> int:
    """Resolves the temporal expressions of a shard; gives how many."""
    from events.batch import staged

    return staged.date_shard(folder(), shard)


@task(pool="events_nlp", map_index_template="shard {{ task.op_kwargs.shard }}")
def extract_events(shard: str) -> int:
    """Codes the events of a shard; gives how many."""
    from events.batch import runs

    return runs.extract(folder(), shard)


@task(pool="events_db", multiple_outputs=False)
def validate() -> dict:
    """Stages the batch in Postgres, lets Great Expectations judge it, names the rows to keep out."""
    from events.batch import runs

    return runs.validate(folder(), database())


@task(pool="events_db", outlets=[EVENTS], multiple_outputs=False)
def load(verdict: dict, *, outlet_events=None) -> dict:
    """Publishes the batch in one transaction and puts the files it came from away."""
    from events.batch import runs

    counts = runs.load(folder(), database(), verdict)
    outlet_events[EVENTS].extra = {"batch": counts["batch"], "events_new": counts["events_new"]}
    return counts


@task
def report(counts: dict) -> str:
    """Writes the data-quality report as one HTML page; gives its path."""
    from events.batch import runs

    return runs.report(database(), counts["batch"])


def stages(shards: XComArg) -> None:
    """The stages over mapped shards, then over the batch."""
    verdict = validate()
    chain(clean.expand(shard=shards), resolve_dates.expand(shard=shards), extract_events.expand(shard=shards), verdict)
    report(load(verdict))


def asked() -> dict:
    """The run's params; in a run of a backfill that names no day, the day is the run's own."""
    context = get_current_context()
    params, run = dict(context["params"]), context["dag_run"]
    if run.run_type == "backfill" and run.data_interval_start and not params.get("date"):
        params["date"] = run.data_interval_start.date().isoformat()
    return params
