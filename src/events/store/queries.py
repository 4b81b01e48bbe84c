"""The documented questions of `sql/queries/`, for tests, benches and docs; psql reads the same files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from psycopg import sql

from events.store.errors import TerminalError
from events.store.migrations import sql_folder

_SETTING = re.compile(r"^\\if :\{\?(?P<name>\w+)\} \\else \\set \w+ '(?P<value>[^']*)' \\endif$")
_VARIABLE = re.compile(r"(?<!:):(?P<quote>'?)(?P<name>[a-z_]+)(?P=quote)")


@dataclass(frozen=True, slots=True)
class Question:
    """One file: the question in English and Arabic, its columns, its parameters with their defaults."""

    name: str
    question: str
    question_ar: str
    columns: tuple[str, ...]
    parameters: Mapping[str, str]
    body: str

    def statement(self, values: Mapping[str, str] | None = None) -> sql.Composed:
        """The SQL, parameters as literals. Raises `TerminalError` for a parameter the question does not have."""
        unknown = set(values or {}) - set(self.parameters)
        if unknown:
            raise TerminalError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        known = {**self.parameters, **(values or {})}
        parts: list[sql.Composable] = []
        at = 0
        for match in _VARIABLE.finditer(self.body):
            parts.append(_plain(self.body[at : match.start()]))
            value = known[match["name"]]
            parts.append(sql.Literal(value) if match["quote"] else sql.Literal(float(value)))
            at = match.end()
        return sql.Composed([*parts, _plain(self.body[at:])])


def questions(folder: Path | None = None) -> tuple[Question, ...]:
    """All questions, in the order of their file names. Raises `TerminalError` for a file without its header."""
    return tuple(_read(path) for path in sorted((folder or sql_folder() / "queries").glob("*.sql")))


def _read(path: Path) -> Question:
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) < 4 or not all(line.startswith("-- ") for line in lines[:3]) or "columns: " not in lines[2]:
        raise TerminalError(f"{path.name}: expected three comment lines: the question, the question in Arabic, columns")
    settings = [match for line in lines[3:] if (match := _SETTING.match(line))]
    body = "\n".join(line for line in lines[3:] if not line.startswith("\\"))
    columns = tuple(name.strip() for name in lines[2].partition("columns: ")[2].split(","))
    return Question(
        path.stem, lines[0][3:], lines[1][3:], columns, {m["name"]: m["value"] for m in settings}, body.rstrip("; \n")
    )


def _plain(text: str) -> sql.SQL:
    return sql.SQL(text.replace("{", "{{").replace("}", "}}"))
