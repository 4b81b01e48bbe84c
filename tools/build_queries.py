"""Writes docs/queries.md: every question of sql/queries/ with its answer on the sample articles.

    EVENTS_HOME=/tmp/sample events run seeds/articles
    EVENTS_HOME=/tmp/sample python tools/build_queries.py

The figures of batches (when, how many) are those of that run; all else depends on the samples, seeds and code alone.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from events import settings, store
from events.store import server
from events.store.queries import Question, questions

PAGE = Path(__file__).parents[1] / "docs" / "queries.md"
ROWS = 5
LONGEST = 90


def main() -> int:
    configured = settings.load()
    url = configured.database_url or server.start(configured.home)
    with store.connect(url, role="events_reader") as db:
        parts = [answer(db, question) for question in questions()]
        articles = db.execute("SELECT count(*) FROM analyst.articles").fetchone()
    PAGE.write_text(head(articles[0] if articles else 0) + "\n".join(parts), encoding="utf-8")
    return 0


def head(articles: int) -> str:
    """The page's opening."""
    return f"""# Questions and answers

The questions of `sql/queries/`, each with the first rows it gives on the {articles} sample articles
(`seeds/articles`, composed for this project). Ask them with `events db psql -f sql/queries/NAME.sql`,
parameters with `-v name=value`. Made by `tools/build_queries.py`.

"""


def answer(db: store.Connection, question: Question) -> str:
    """One question as Markdown: wording, parameters, first rows."""
    rows = db.execute(question.statement()).fetchall()
    lines = [f"## {question.name}", "", f"{question.question}  ", question.question_ar, ""]
    if question.parameters:
        given = ", ".join(f"`{name}` ({value})" for name, value in question.parameters.items())
        lines += [f"Parameters (default): {given}", ""]
    lines += ["| " + " | ".join(question.columns) + " |", "|" + "---|" * len(question.columns)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows[:ROWS]]
    lines += ["", f"{len(rows)} rows" if len(rows) != 1 else "1 row", ""]
    return "\n".join(lines)


def cell(value: Any) -> str:
    """A value as it stands in a table's cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.2f}"
    text = " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


if __name__ == "__main__":
    sys.exit(main())
