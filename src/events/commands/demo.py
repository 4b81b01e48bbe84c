"""`make demo`: the real DAG over the sample articles, then what it left in Postgres."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from events import settings

QUESTIONS: Final = ("01_meetings_in_the_maghreb", "07_busiest_dyads", "10_agreements_with_evidence")
SHOWN: Final = ("date", "source", "target", "code", "label", "place", "confidence")
STAGES: Final = ("read", "clean", "resolve_dates", "extract_events", "validate", "load", "report")
_ENDED = re.compile(r"\[DAG TEST\] end task task_id=(\w+) map_index=(-?\d+)")
_COUNTS = re.compile(r"Returned value was: (\{'batch'.*'again': (?:True|False)\})")
_FAILED: Final = "Task failed with exception"
_ERROR = re.compile(r"(?!Traceback)[A-Za-z_.]+(?:Error|Exception|Terminal|Transient)\b.*")
_REPORT = re.compile(r"Returned value was: (\S+\.html)")


def demo(
    files: Annotated[list[Path] | None, typer.Argument(help="Article files; none: the sample articles.")] = None,
    rows: Annotated[int, typer.Option(help="Events shown.", min=1, max=500)] = 20,
) -> None:
    """Run the DAG `code_events` over the sample articles and show what it left in Postgres.

    Exit code 0 where the DAG succeeded, 1 where it failed (its log is named).
    """
    from rich.console import Console

    from events.commands.airflow import prepare

    console = Console()
    began = time.monotonic()
    configured = settings.load()
    chosen = [str(path.absolute()) for path in files or sorted((configured.seeds / "articles").glob("*.jsonl"))]
    console.print("[bold]1[/bold] Postgres and Airflow's metadata")
    env = prepare(configured, 8080, 4, console.print)
    console.print(f"[bold]2[/bold] DAG code_events over {len(chosen)} file(s): {' → '.join(STAGES)}")
    counts, report = _run_dag(console, configured.home / "demo.log", env, {"files": chosen, "shard": 12})
    console.print("[bold]3[/bold] Events")
    url = env["EVENTS_DATABASE_URL"]
    console.print(_table(url, rows))
    console.print(f"\n{_line(counts)}", soft_wrap=True)
    console.print(f"Report: {report}", soft_wrap=True)
    console.print("\nThree questions to ask the database:")
    for name in QUESTIONS:
        console.print(f"  uv run events db psql -f sql/queries/{name}.sql", soft_wrap=True, highlight=False)
    console.print(
        f"\n{time.monotonic() - began:.0f} s. The database: uv run events db url. Airflow's pages: make airflow."
    )


def _run_dag(console: Any, log: Path, env: dict[str, str], conf: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Runs the DAG in one process; the ledger's line and the report's path as its tasks gave them."""
    command = [sys.executable, "-m", "airflow", "dags", "test", "code_events", "-c", json.dumps(conf)]
    counts, report, failure, done = "", "", False, dict.fromkeys(STAGES, 0)
    with log.open("w", encoding="utf-8") as kept, console.status("starting Airflow …") as status:
        child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert child.stdout is not None  # noqa: S101
        for line in child.stdout:
            kept.write(line)
            if (ended := _ENDED.search(line)) and ended[1] in done:
                done[ended[1]] += 1
                status.update("  ".join(f"{name}{f' ×{n}' if n > 1 else ''} ✓" for name, n in done.items() if n))
            counts = found[1] if (found := _COUNTS.search(line)) and "'state'" in found[1] else counts
            report = found[1] if (found := _REPORT.search(line)) else report
            if _FAILED in line:  # a scheduled run would try again; a demo says so at once
                failure = True
            elif failure and (found := _ERROR.match(line)):
                console.print(f"[red]{found[0]}[/red]", soft_wrap=True)
                child.kill()
                break
        code = child.wait()
    if code or not counts or not report:
        console.print(f"[red]The DAG failed; its log is {log}[/red]", soft_wrap=True)
        raise typer.Exit(1)
    console.print("  " + "  ".join(f"{name}{f' ×{n}' if n > 1 else ''} [green]✓[/green]" for name, n in done.items()))
    return _literal(counts), report


def _literal(text: str) -> dict[str, Any]:
    import ast

    return dict(ast.literal_eval(text))


def _line(counts: dict[str, Any]) -> str:
    from events.batch.job import Counts

    told = Counts(**counts)
    return f"{told.line}{' (0 new: this batch was loaded before)' if told.again else ''}"


def _table(url: str, limit: int) -> Any:
    from rich.table import Table

    from events import store
    from events.store import recoding

    with store.connect(url, role="events_reader") as connection:
        names, rows = recoding.newest_events(connection, limit)
    shown = [name for name in SHOWN if name in names]
    cells = [[_short(dict(zip(names, row, strict=True))[name]) for name in shown] for row in rows]
    table = Table(header_style="bold", expand=True)
    for at, name in enumerate(shown):
        if name in ("label", "place"):
            table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=2 if name == "label" else 1)
        else:
            table.add_column(name, no_wrap=True, min_width=max(len(name), *(len(row[at]) for row in cells)))
    for row in cells:
        table.add_row(*row)
    return table


def _short(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    typer.run(demo)
