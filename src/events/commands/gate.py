"""`events gate`: the coder held against the gold sets and their floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from events.commands.code import as_row, load_lexicon

if TYPE_CHECKING:
    from events.lexicon import Lexicon
    from events.scoring import Figures, Row

_COUNTED = {"exact": "all right", "eventless": "kept empty"}


def gate(
    floors: Annotated[Path, typer.Option(help="Gold sets with the floors no figure may fall below.")] = Path(
        "tests/gold/floors.json"
    ),
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """Score every gold set named in the floors file. Exit codes: 0 all floors held, 1 a figure fell below its floor."""
    sets = json.loads(floors.read_text("utf-8"))
    results: dict[str, Any] = {}
    broken: list[str] = []
    lexicon = load_lexicon()
    for name, wanted in sets.items():
        if wanted.get("optional") and not Path(wanted["gold"]).exists():
            typer.echo(f"{name}: {wanted['gold']} is not here, left out", err=True)
            continue
        result, curve = score_set(Path(wanted["articles"]), Path(wanted["gold"]), lexicon)
        results[name] = {"figures": _rounded(result), "calibration": curve}
        broken += [f"{name}: {problem}" for problem in below(result, wanted["floors"])]
        if not as_json:
            _show(name, result, curve, wanted["floors"])
    if as_json:
        typer.echo(json.dumps({"sets": results, "broken": broken}, ensure_ascii=False, indent=1))
    for problem in broken:
        typer.echo(f"below its floor: {problem}", err=True)
    raise typer.Exit(1 if broken else 0)


def score_set(
    articles: Path, gold: Path, lexicon: Lexicon
) -> tuple[dict[str, Figures], list[tuple[float, float, float, int]]]:
    """The figures and the calibration curve of one gold set, coded now."""
    from events import pipeline
    from events.model import Rejection
    from events.scoring import calibration, score
    from events.sources import parse_line

    coded: dict[str, Row] = {}
    for number, line in enumerate(articles.read_bytes().splitlines(), start=1):
        article = parse_line(line, number)
        if not isinstance(article, Rejection):
            coded[article.id] = as_row(pipeline.run(article, lexicon))
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]
    return score(rows, coded), calibration(rows, coded)


def below(result: dict[str, Figures], floors: dict[str, float]) -> list[str]:
    """The floors (`pair+root.f1`, `exact.share`, `eventless.wrong`: at most) a result does not hold, in words."""
    problems = []
    for name, floor in floors.items():
        measure, _, figure = name.rpartition(".")
        value = getattr(result[measure], figure)
        if figure == "wrong":
            if value > floor:
                problems.append(f"{name} is {value}, at most {floor} is allowed")
        elif value < floor:
            problems.append(f"{name} is {value:.3f}, the floor is {floor:.3f}")
    return problems


def _rounded(result: dict[str, Figures]) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    for name, f in result.items():
        if name in _COUNTED:
            rows[name] = {"share": round(f.share, 3), "right": f.right, "wrong": f.wrong}
            continue
        figures = {"precision": round(f.precision, 3), "recall": round(f.recall, 3), "f1": round(f.f1, 3)}
        rows[name] = {**figures, "right": f.right, "wrong": f.wrong, "missed": f.missed}
    return rows


def _show(
    name: str, result: dict[str, Figures], curve: list[tuple[float, float, float, int]], floors: dict[str, float]
) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table(
        "measure", "precision", "recall", "F1", "right", "wrong", "missed", "floor", title=name, title_justify="left"
    )
    for measure, f in result.items():
        floor = ", ".join(
            f"{key.rpartition('.')[2]} {value}" for key, value in floors.items() if key.rpartition(".")[0] == measure
        )
        if measure in _COUNTED:
            share = f"{f.share:.3f} {_COUNTED[measure]}"
            table.add_row(measure, share, "", "", str(f.right), str(f.wrong), "", floor)
        elif not f.right + f.wrong + f.missed:
            continue
        else:
            table.add_row(
                measure,
                *(f"{v:.3f}" for v in (f.precision, f.recall, f.f1)),
                str(f.right),
                str(f.wrong),
                str(f.missed),
                floor,
            )
    console.print(table)
    curve_text = "   ".join(f"{low:.1f}+: said {mean:.2f}, right {share:.2f} ({n})" for low, mean, share, n in curve)
    console.print(f"confidence  {curve_text}\n", highlight=False)
