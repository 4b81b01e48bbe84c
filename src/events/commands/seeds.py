"""`events seeds …`: check the knowledge in `seeds/`, and put its files in good form."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from events import settings

if TYPE_CHECKING:
    from events.lexicon.check import FileReport

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Check and format the knowledge in seeds/.",
)
_SHOWN = 20

Folder = Annotated[Path | None, typer.Option("--seeds", help="Folder of the CSV files (default: the project's seeds).")]


@app.command()
def check(
    seeds: Folder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List every fault, not the first 20 of a file.")] = False,
) -> None:
    """Check every row of every seed file: form, cells, keys, order, references between files.

    Faults are listed as file:line. Exit code 0 without faults, 1 with some, 2 for wrong usage.
    """
    from events.lexicon.check import check as look
    from events.lexicon.seeds import fingerprint

    folder = _folder(seeds)
    reports = look(folder)
    wrong = sum(len(report.faults) for report in reports)
    if as_json:
        files = [
            {
                "file": report.file,
                "rows": report.rows,
                "typed": report.typed,
                "faults": [{"line": f.line, "message": f.message, "form": f.form} for f in report.faults],
            }
            for report in reports
        ]
        typer.echo(
            json.dumps({"ok": not wrong, "fingerprint": fingerprint(folder), "files": files}, ensure_ascii=False)
        )
    else:
        _print(folder, reports, None if every else _SHOWN)
        typer.echo(f"fingerprint {fingerprint(folder)}")
    raise typer.Exit(1 if wrong else 0)


@app.command(name="format")
def put_in_form(
    seeds: Folder = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, write nothing.")] = False,
) -> None:
    """Sort rows by key, normalise Unicode, line ends and spaces; no cell says anything else afterwards.

    Exit code 0, or 1 where a file could not be read as CSV.
    """
    from events.lexicon.check import formatted

    failed = False
    for path in sorted(_folder(seeds).glob("*.csv")):
        try:
            text = formatted(path)
        except (ValueError, csv.Error) as error:
            typer.echo(f"{path.name}: left as it is ({error})", err=True)
            failed = True
            continue
        if text.encode() != path.read_bytes():
            typer.echo(f"{path.name}: {'would be formatted' if dry_run else 'formatted'}")
            if not dry_run:
                part = path.with_suffix(".csv.part")
                part.write_text(text, encoding="utf-8", newline="")
                part.replace(path)
    raise typer.Exit(1 if failed else 0)


def _folder(given: Path | None) -> Path:
    folder = given or settings.load().seeds
    if not folder.is_dir():
        typer.echo(f"no folder {folder}", err=True)
        raise typer.Exit(2)
    return folder


def _print(folder: Path, reports: tuple[FileReport, ...], limit: int | None) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=True, highlight=False)
    table = Table("file", "rows", "faults", "checked", title=f"seeds in {folder}", title_justify="left")
    table.columns[1].justify = table.columns[2].justify = "right"
    for report in reports:
        count = f"[red]{len(report.faults):,}[/red]" if report.faults else "[green]0[/green]"
        table.add_row(report.file, f"{report.rows:,}", count, "every cell" if report.typed else "form")
    console.print(table)
    for report in reports:
        for fault in report.faults[:limit]:
            console.print(str(fault), markup=False)
        if limit is not None and len(report.faults) > limit:
            console.print(f"{report.file}: {len(report.faults) - limit:,} more (--all lists them)", markup=False)
    rows, faults = sum(report.rows for report in reports), sum(len(report.faults) for report in reports)
    mendable = sum(fault.form for report in reports for fault in report.faults)
    hint = f", {mendable:,} of form: `events seeds format` mends them" if mendable else ""
    console.print(f"{len(reports)} files, {rows:,} rows, {faults:,} faults{hint}", markup=False)
