"""How the store grows: fills a server of its own with invented events of realistic skew, then measures.

    python tools/bench_sql.py [--sizes 100000,1000000,10000000] [--home .events/bench] [--write]
    make bench-sql SIZES=100000,1000000

At each size: every question of sql/queries/ is asked until it is warm and its plan looked at, batches are loaded
through the store (staged, published), one alone and two at once, and all figures are printed; `--write` puts them into docs/scale.md.
The same size gives the same events. The server and its data stay for a look; `--clean` removes them. 10 million events need about 8 GB.
"""

# ruff: noqa: E501, SIM905 - statements and word lists read better whole

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from events import store
from events.model import Coded, Event, Grain, Mention, Place, RawArticle, Span
from events.store import recoding, reference, server
from events.store.queries import Question, questions

ROOT = Path(__file__).parents[1]
CHUNK = 500_000
LOAD_ARTICLES = 12_500
LIMIT_MS = 300
FIRST, LAST = date(2004, 1, 1), date(2023, 12, 31)
# What each question is asked for: a quarter, the busiest pair or country over many years, a year around a city.
QUARTER = {"since": "2023-04-01", "until": "2023-06-30"}
ASKED = {
    "02_escalation_between_two": {"one": "USA", "other": "IRQ", "since": "2014-01-01", "until": "2023-12-31"},
    "04_events_near_a_place": {"lat": "33.3", "lon": "44.4", "km": "50", "since": "2023-01-01", "until": "2023-12-31"},
    "06_timeline_of_a_country": {"country": "MRT", "since": "2014-01-01", "until": "2023-12-31"},
    "14_travels_of_a_government": {"country": "USA", **QUARTER},
    "03_who_reported_first": {"since": "2023-06-24", "until": "2023-06-30"},
}
COUNTRIES = (
    "USA IRQ SYR ISR PSE SAU EGY IRN RUS YEM LBN TUR LBY FRA GBR JOR DZA SDN MAR TUN CHN QAT ARE KWT BHR DEU UNO PAK AFG UKR"
    " MRT OMN IND ITA EUR NAT SOM MLI NER TCD ARL GCC AFU ESP SSD ETH NGA JPN KOR PRK CAN AUS GRC CYP BEL NLD SWE NOR"
).split()
ROLES = ["", "", "GOV", "MIL", "GOV", "", "OPP", "REB", "COP", "CVL", "LEG", "JUD", "MED"]
CODES = (
    "040 042 043 036 051 111 190 057 112 046 173 010 120 130 020 195 193 060 070 073 141 138 0871 084 183 180 1831 1832 163 172"
    " 150 154 030 031 050 061 062 071 072 080 090 100 110 115 116 125 128 140 145 160 161 170 174 181 186 191 192 194 196 1823"
).split()
CITIES = (("بغداد", "IRQ", 33.34, 44.40), ("دمشق", "SYR", 33.51, 36.29), ("القدس", "PSE", 31.78, 35.22), ("القاهرة", "EGY", 30.06, 31.25),
          ("صنعاء", "YEM", 15.35, 44.21), ("الرياض", "SAU", 24.69, 46.72), ("طهران", "IRN", 35.69, 51.42), ("بيروت", "LBN", 33.89, 35.50),
          ("طرابلس", "LBY", 32.88, 13.19), ("الخرطوم", "SDN", 15.55, 32.53), ("نواكشوط", "MRT", 18.09, -15.98))  # fmt: skip

# Numbers i are events, i / 5 articles, i / 10000 batches. Keys of articles and events are as the store makes them.
FILL = (
    """
    CREATE TEMP TABLE made ON COMMIT DROP AS
    SELECT DISTINCT ON (key) * FROM (
        SELECT (events.day_digits(date) || left(encode(sha256(convert_to(concat_ws(E'\\x1f', source, target, code, date, 'day', E'\\x1e'),
                                                                        'UTF8')), 'hex'), 28))::uuid AS key, x.*
        FROM (
            SELECT i,
               (%(actors)s::text[])[1 + floor(60 * power(random(), 2.5))::int %% 58] || (%(roles)s::text[])[1 + floor(13 * random())::int] AS source,
               (%(actors)s::text[])[1 + floor(60 * power(random(), 2.0))::int %% 58] || (%(roles)s::text[])[1 + floor(13 * random())::int] AS target,
               (%(codes)s::text[])[1 + floor(60 * power(random(), 1.7))::int %% 60] AS code,
               -- batches come in the order of time; one event in eight is background from up to five years before
               %(day)s::date - CASE WHEN random() < 0.125 THEN floor(1800 * random())::int ELSE 0 END
                   + floor(%(days)s * (i - %(first)s)::float / %(n)s)::int AS date,
               CASE WHEN random() < 0.45 THEN 1 + floor(15 * power(random(), 2))::int %% 11 END AS city,
               CASE WHEN random() < 0.85 THEN 1 WHEN random() < 0.8 THEN 2 ELSE 3 + floor(8 * power(random(), 4))::int END AS n,
               (0.3 + 0.7 * random())::real AS confidence
            FROM generate_series(%(first)s::bigint, %(first)s::bigint + %(n)s - 1) i
        ) x
    ) y ORDER BY key
    """,
    """
    CREATE TEMP TABLE telling ON COMMIT DROP AS
    SELECT a, (events.day_digits(published) || left(hash, 28))::uuid AS key, repeat(hash, 2) AS content_hash, published, batch
    FROM (SELECT i / 5 AS a, md5('a' || i / 5) AS hash, max(date) + 1 AS published, md5('b' || min(i) / 10000)::uuid AS batch
          FROM made GROUP BY i / 5) x
    """,
    """
    INSERT INTO events.batch (id, code_version, seeds_fingerprint, state, articles, with_events, without_events, rejected,
                              articles_new, events_new, mentions, loaded_at)
    SELECT md5('b' || b)::uuid, 'bench', 'bench', 'published', 2000, 2000, 0, 0, 2000, 10000, 12000,
           '2024-01-01'::timestamptz + b * interval '1 minute'
    FROM (SELECT DISTINCT i / 10000 AS b FROM made) x ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO events.article (key, content_hash, id, source, published, text, outcome, first_batch, last_batch)
    SELECT key, content_hash, 'a' || a, 'source' || floor(30 * power(random(), 2)), published,
           repeat('قال مسؤول إن اللقاء عقد أمس في العاصمة. ', 6), 'events', batch, batch
    FROM telling ORDER BY a / 2000, key ON CONFLICT DO NOTHING
    """,
    """
    CREATE TEMP TABLE fresh ON COMMIT DROP AS
    SELECT m.* FROM made m WHERE NOT EXISTS (SELECT FROM events.event e WHERE e.key = m.key)
    """,
    """
    INSERT INTO events.event (key, source, target, code, root, quad_class, goldstein, date, date_end, grain, place_name, place_country,
                              place_lat, place_lon, confidence, n_mentions, n_articles, n_sources, first_published, first_batch, last_batch)
    SELECT m.key, m.source, m.target, m.code, left(m.code, 2), c.quad_class, c.goldstein, m.date, m.date, 'day',
           p.name, p.country, p.lat + 0.2 * (random() - 0.5), p.lon + 0.2 * (random() - 0.5), m.confidence, m.n, m.n,
           least(m.n, 1 + floor(m.n * random())::int), m.date + 1, md5('b' || i / 10000)::uuid, md5('b' || i / 10000)::uuid
    FROM fresh m JOIN events.cameo c ON c.code = m.code
    LEFT JOIN unnest(%(names)s::text[], %(countries)s::text[], %(lats)s::float[], %(lons)s::float[])
        WITH ORDINALITY AS p (name, country, lat, lon, nr) ON p.nr = m.city
    ORDER BY m.i / 10000, m.key
    """,
    """
    INSERT INTO events.mention (key, event_key, article_key, sentence, date_end, evidence_start, evidence_end, trigger_start,
                                trigger_end, source_start, source_end, rule, seeds, steps, confidence)
    SELECT md5('m' || m.i || '.' || k)::uuid, m.key, t.key, k, m.date, 0, 38, 4, 9,
           10, 14, 'فعل.' || m.code, ARRAY['frames.csv:12', 'offices.csv:3'], ARRAY['subject found'], m.confidence
    FROM fresh m CROSS JOIN generate_series(1, m.n) k
    JOIN telling t ON t.a = (SELECT min(a) FROM telling) + abs(m.i / 5 - (SELECT min(a) FROM telling) - (k - 1) * 3)
    ORDER BY m.i / 10000, m.key
    """,
)


@dataclass(frozen=True, slots=True)
class Timing:
    """One question at one size: warm time in milliseconds by the clock (median) and of the server's CPU (mean), rows,
    whether every big table is reached by an index."""

    name: str
    ms: float
    cpu: float
    rows: int
    indexed: bool


@dataclass(frozen=True, slots=True)
class Load:
    """A batch (or two at once) staged and published into the filled tables. `server` and `client`: CPU seconds, of the
    processes that serve the connections while they publish, and of this one while it stages."""

    name: str
    events: int
    new: int
    rows: int
    stage: float
    client: float
    publish: float
    server: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured at one size."""

    events: int
    mentions: int
    gigabytes: float
    load_average: float
    loads: tuple[Load, ...]
    timings: tuple[Timing, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100000,1000000,10000000")
    parser.add_argument("--home", type=Path, default=ROOT / ".events" / "bench")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/scale.md")
    parser.add_argument("--clean", action="store_true", help="remove the server and its data afterwards")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    url = server.ensure_database(server.start(asked.home), "bench")
    store.migrate(url)
    with store.connect(url) as db:
        reference.load_reference(db, ROOT / "seeds")
    figures = []
    for size in sizes:
        fill(url, size)
        figures.append(measure(url, size))
        report(figures[-1])
    if asked.write:
        write(figures)
    if asked.clean:
        server.stop(asked.home)
        shutil.rmtree(asked.home)
    slow = [t for f in figures for t in f.timings if t.ms > LIMIT_MS or not t.indexed]
    return 1 if slow else 0


def fill(url: str, size: int) -> None:
    """Brings the tables to `size` events. Beyond a million the secondary indexes are dropped and built again."""
    with store.connect(url) as db:
        have, articles = db.execute(
            "SELECT (SELECT count(*) FROM events.event), (SELECT count(*) FROM events.article WHERE id LIKE 'a%')"
        ).fetchone()
    missing = size - have
    if missing <= size // 1000:
        return
    rebuild = missing > 500_000
    started = time.perf_counter()
    if rebuild:
        store.migrate(url, "0001")
    chunk = min(CHUNK, missing)
    span = (LAST - FIRST).days + 1
    with store.connect(url) as db:
        for setting in (
            "statement_timeout = 0",
            "session_replication_role = replica",
            "synchronous_commit = off",
            "work_mem = '256MB'",
        ):
            db.execute(f"SET {setting}")
        for done in range(0, missing, chunk):
            n = min(chunk, missing - done)
            # each fill spreads over the whole period, so that a quarter holds its share at any size
            share, first = done / missing, 5 * articles + done
            values = {
                "actors": COUNTRIES, "roles": ROLES, "codes": CODES, "first": first, "n": n,
                "day": FIRST + timedelta(days=int(span * share)), "days": span * n / missing,
                "names": [c[0] for c in CITIES], "countries": [c[1] for c in CITIES], "lats": [c[2] for c in CITIES], "lons": [c[3] for c in CITIES],
            }  # fmt: skip
            with db.transaction():
                db.execute("SELECT setseed(%s)", ((first % 997) / 1000,))
                for statement in FILL:
                    db.execute(statement, {name: values[name] for name in values if f"%({name})s" in statement} or None)
            sys.stderr.write(f"\r{have + done + n:,} of {size:,} events, {time.perf_counter() - started:.0f} s ")
    if rebuild:
        store.migrate(url)
        with store.connect(url) as db:
            reference.load_reference(db, ROOT / "seeds")
    with store.connect(url) as db:
        db.execute("SET statement_timeout = 0")
        recoding.vacuum(db)
        db.execute("CHECKPOINT")
    sys.stderr.write(f"\rfilled to {size:,} in {time.perf_counter() - started:.0f} s          \n")


def measure(url: str, size: int) -> Figures:
    """Questions first, on vacuumed tables; then loads: one right after a checkpoint, one that tells in part what the first
    told, and twice two at the same time, of different days and of one day."""
    with store.connect(url, role="events_reader") as db:
        timings = tuple(ask(db, question) for question in questions())
    with store.connect(url) as db:
        held = db.execute("SELECT count(*) FROM events.event").fetchone()[0]
        mentions = db.execute("SELECT count(*) FROM events.mention").fetchone()[0]
        total = db.execute("SELECT pg_database_size(current_database())").fetchone()[0]
        db.execute("CHECKPOINT")
    first = list(coded(LOAD_ARTICLES, size))
    second = list(coded(LOAD_ARTICLES, size + 1, told=[event for each in first for event in each.events]))
    with store.connect(url, role="events_loader") as db:
        loads = [load(db, "new events", first), load(db, "3 in 10 told before", second)]
    later = [list(coded(LOAD_ARTICLES, size + at, day=LAST + timedelta(days=10 * at))) for at in (2, 3, 4)]
    loads.append(load_two(url, "two loaders, two days", later[:2]))
    loads.append(
        load_two(
            url, "two loaders, one day", [later[2], list(coded(LOAD_ARTICLES, size + 5, day=LAST + timedelta(days=40)))]
        )
    )
    return Figures(held, mentions, total / 1e9, os.getloadavg()[1], tuple(loads), timings)


def load(db: store.Connection, name: str, articles: list[Coded]) -> Load:
    """Stages and publishes a batch of the articles."""
    batch, rows, stage, client = staged(db, articles)
    server_cpu, started = backend_cpu(db), time.perf_counter()
    counts = store.publish_batch(db, batch.id)
    done, spent = time.perf_counter() - started, backend_cpu(db) - server_cpu
    return Load(name, sum(len(each.events) for each in articles), counts.events_new, rows, stage, client, done, spent)


def load_two(url: str, name: str, lots: list[list[Coded]]) -> Load:
    """Stages two batches one after the other and publishes them at the same time, each over a connection of its own."""
    with (
        store.connect(url, role="events_loader", lock_timeout="10min") as one,
        store.connect(url, role="events_loader", lock_timeout="10min") as other,
        ThreadPoolExecutor(2) as loaders,
    ):
        both = (one, other)
        ready = [staged(db, lot) for db, lot in zip(both, lots, strict=True)]
        server_cpu, started = sum(map(backend_cpu, both)), time.perf_counter()
        counts = list(
            loaders.map(lambda db, batch: store.publish_batch(db, batch.id), both, [each[0] for each in ready])
        )
        done, spent = time.perf_counter() - started, sum(map(backend_cpu, both)) - server_cpu
    told = sum(len(each.events) for lot in lots for each in lot)
    _, rows, stage, client = zip(*ready, strict=True)
    return Load(name, told, sum(each.events_new for each in counts), sum(rows), sum(stage), sum(client), done, spent)


def staged(db: store.Connection, articles: list[Coded]) -> tuple[store.Batch, int, float, float]:
    """The batch, staged under a name of its own each time, so that it is loaded anew; its rows, and the seconds it took by
    the clock and of this process's CPU."""
    keys = map(store.article_key, (each.article for each in articles))
    batch = store.Batch(store.batch_key(keys, "bench", str(time.time_ns())), "bench", "bench")
    started, client = time.perf_counter(), time.process_time()
    put = store.stage_batch(db, batch, articles)
    rows = put.article_rows + put.event_rows + put.mention_rows
    return batch, rows, time.perf_counter() - started, time.process_time() - client


def ask(db: store.Connection, question: Question) -> Timing:
    """Asked seven times, without helpers, so that one process does all; the first two are for warming."""
    statement = question.statement(asked_for(question))
    db.execute("SET max_parallel_workers_per_gather = 0")
    times, rows, spent = [], 0, 0.0
    for turn in range(7):
        spent = backend_cpu(db) if turn == 2 else spent
        started = time.perf_counter()
        rows = len(db.execute(statement).fetchall())
        times.append(1000 * (time.perf_counter() - started))
    cpu = 1000 * (backend_cpu(db) - spent) / 5
    plan = db.execute(b"EXPLAIN (FORMAT JSON) " + statement.as_bytes(db)).fetchone()[0]
    return Timing(question.name, statistics.median(times[2:]), cpu, rows, not big_scans(plan[0]["Plan"]))


def asked_for(question: Question) -> dict[str, str]:
    wanted = ASKED.get(question.name, QUARTER)
    return {name: value for name, value in wanted.items() if name in question.parameters}


def big_scans(node: dict) -> list[str]:
    """Big tables the plan reads from end to end."""
    own = (
        [node["Relation Name"]]
        if node["Node Type"] == "Seq Scan" and node.get("Relation Name") in ("event", "mention", "article")
        else []
    )
    return own + [name for child in node.get("Plans", []) for name in big_scans(child)]


def backend_cpu(db: store.Connection) -> float:
    """CPU seconds the server process of this connection has used; 0 where the system does not tell."""
    path = Path(f"/proc/{db.info.backend_pid}/stat")
    if not path.is_file():
        return 0.0
    cells = path.read_text().rpartition(")")[2].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def coded(n: int, seed: int, told: Sequence[Event] = (), day: date = LAST + timedelta(days=1)) -> Iterator[Coded]:
    """`n` articles of a day, four events each; three in ten of them out of `told`, where it is given."""
    luck = random.Random(seed)
    for at in range(n):
        article = RawArticle(
            f"load{seed}-{at}",
            "استقبل وزير الخارجية نظيره أمس في العاصمة وبحث معه التعاون. " * 6,
            day,
            f"source{luck.randrange(30)}",
        )
        events = []
        for nr in range(4):
            source = COUNTRIES[int(58 * luck.random() ** 2.5)] + luck.choice(ROLES)
            target = COUNTRIES[int(58 * luck.random() ** 2)] + luck.choice(ROLES)
            code = CODES[int(60 * luck.random() ** 1.7)]
            name, country, lat, lon = luck.choice(CITIES)
            place = Place(name, country, lat, lon, Span(40, 45)) if luck.random() < 0.45 else None
            when = day - timedelta(days=luck.randrange(3) if luck.random() < 0.9 else luck.randrange(1800))
            if told and luck.random() < 0.3:
                known = told[int(len(told) * luck.random() ** 2)]
                source, target, code, when = known.source, known.target, known.code, known.date
            mention = Mention(article.id, nr, source, target, code, when, when, Grain.DAY, place, Span(0, 55), Span(0, 6), Span(7, 20), None,
                              Span(27, 30), "استقبل.043", ("frames.csv:12", "offices.csv:3"), 0.8, ("subject found",))  # fmt: skip
            root = int(code[:2])
            quad = 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
            events.append(
                Event(
                    article.id, source, target, code, code[:2], quad, 1.0, when, when, Grain.DAY, place, 0.8, (mention,)
                )
            )
        yield Coded(article, events=tuple(events))


def report(figures: Figures) -> None:
    print(json.dumps({name: getattr(figures, name) for name in Figures.__slots__ if name not in ("loads", "timings")}))
    for each in figures.loads:
        print("  " + json.dumps({name: getattr(each, name) for name in Load.__slots__}))
    for timing in figures.timings:
        flag = (
            "" if timing.indexed and timing.ms <= LIMIT_MS else "   <-- " + ("slow" if timing.indexed else "no index")
        )
        print(f"  {timing.name:34} {timing.ms:8.1f} ms {timing.cpu:6.0f} ms CPU {timing.rows:5} rows{flag}")
    sys.stdout.flush()


def write(figures: list[Figures]) -> None:
    """Replaces the tables between the marks of docs/scale.md."""
    path = ROOT / "docs" / "scale.md"
    head, _, rest = path.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    _, _, tail = rest.partition("<!-- end of figures -->\n")
    sizes = " | ".join(f"{f.events / 1e6:.2g} M" for f in figures)
    table = [("events", [f"{f.events:,}" for f in figures]), ("mentions", [f"{f.mentions:,}" for f in figures]),
             ("size on disk, GB", [f"{f.gigabytes:.1f}" for f in figures]),
             ("load average of the machine (2 cores)", [f"{f.load_average:.0f}" for f in figures])]  # fmt: skip
    for at, each in enumerate(figures[0].loads):
        loads = [f.loads[at] for f in figures]
        table += [
            (f"{each.name}: new events/s by the clock", [f"{x.new / x.publish:,.0f}" for x in loads]),
            (f"{each.name}: rows/s by the clock", [f"{x.rows / x.publish:,.0f}" for x in loads]),
            (f"{each.name}: new events a CPU second of the server", [f"{x.new / x.server:,.0f}" if x.server else "" for x in loads]),
        ]  # fmt: skip
    loads = [f.loads[0] for f in figures]
    table.append(("staging: events a CPU second of the client", [f"{x.events / x.client:,.0f}" for x in loads]))
    lines = [f"| | {sizes} |", "|---|" + "---:|" * len(figures)]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in table]
    lines += [
        "",
        f"| question, warm: ms by the clock / of CPU | {sizes} | rows |",
        "|---|" + "---:|" * (len(figures) + 1),
    ]
    for at, timing in enumerate(figures[-1].timings):
        lines.append(
            f"| {timing.name} | {' | '.join(f'{f.timings[at].ms:.0f} / {f.timings[at].cpu:.0f}' for f in figures)} | {timing.rows} |"
        )
    path.write_text(
        f"{head}<!-- figures -->\n" + "\n".join(lines) + f"\n<!-- end of figures -->\n{tail}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
