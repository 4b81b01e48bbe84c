"""How fast articles are coded on one core, from cleaning to events, and what it costs in memory and start-up.

    bench.py [ARTICLES.jsonl[.gz]] [--articles N] [--json]

Without a file: articles from all over the corpus beside the project, where there is one, else the sample
articles over and over. Prints articles a second of processor time for all stages and for each, the seconds a process
takes to load the lexicon (compiled before), the peak memory of the process, and the figures of `bench_dates.py` over
the same corpus.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from events import clean, pipeline
from events.coding import code, merge
from events.dates import resolve
from events.lexicon import Lexicon
from events.model import Document, RawArticle
from events.sources import parse_line

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "seeds" / "articles" / "articles.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus" / "saudinewsnet.jsonl.gz"


def articles(path: Path, wanted: int) -> list[RawArticle]:
    """Articles from all over a file, evenly spread; a short file is read again and again."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as opened:
        lines = list(enumerate(opened, 1))
    spread = lines[:: max(1, len(lines) // wanted)]
    read = (parse_line(line, number) for number, line in spread)
    found = [article for article in itertools.islice(read, wanted) if isinstance(article, RawArticle)]
    if not found:
        raise SystemExit(f"{path} holds no article")
    return list(itertools.islice(itertools.cycle(found), wanted))


def dates_alone(corpus: Path, wanted: int) -> dict[str, float]:
    """The figures of `bench_dates.py` over the corpus, in a process of its own."""
    command = [sys.executable, str(ROOT / "tools" / "bench_dates.py"), str(corpus), "--articles", str(wanted), "--json"]
    told = json.loads(subprocess.run([*command, "--sample", "20"], check=True, capture_output=True, text=True).stdout)
    return {name: told[name] for name in ("articles_per_second", "dateparser_search_articles_per_second")}


def start_up() -> tuple[Lexicon, float, float]:
    """The lexicon, and the seconds to compile it and to load it compiled."""
    with tempfile.TemporaryDirectory() as cache:
        begun = time.process_time()
        Lexicon.load(ROOT / "seeds", cache=cache)
        compiled = time.process_time()
        lexicon = Lexicon.load(ROOT / "seeds", cache=cache)
        return lexicon, compiled - begun, time.process_time() - compiled


def timed(batch: list[RawArticle], lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    """(stage, seconds of processor time) over the batch, then `all`, the whole pipeline."""
    begun = time.process_time()
    documents = [made for article in batch if isinstance(made := clean.clean(article), Document)]
    cleaned = time.process_time()
    yield "clean", cleaned - begun
    dated = [(document, resolve(document.article.text, document.article.published)) for document in documents]
    resolved = time.process_time()
    yield "dates", resolved - cleaned
    for document, expressions in dated:
        merge(code(document, expressions, lexicon), lexicon)
    coded = time.process_time()
    yield "coding", coded - resolved
    for article in batch:
        pipeline.run(article, lexicon)
    yield "all", time.process_time() - coded


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    path = asked.path or (CORPUS if CORPUS.exists() else SAMPLES)
    if path == SAMPLES:
        print("no corpus beside the project: the sample articles are read over and over", file=sys.stderr)
    lexicon, compiling, loading = start_up()
    batch = articles(path, asked.articles)
    for article in batch[:50]:
        pipeline.run(article, lexicon)
    rates = {stage: round(len(batch) / seconds, 1) for stage, seconds in timed(batch, lexicon) if seconds}
    told: dict[str, Any] = {
        "articles": len(batch),
        "articles_a_second": rates,
        "compile_seconds": round(compiling, 2),
        "load_seconds": round(loading, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    if path == CORPUS:
        told["dates_alone"] = dates_alone(path, asked.articles)
    if asked.json:
        json.dump(told, sys.stdout)
        print()
        return
    print(f"{len(batch):,} articles on one core, articles a second:")
    for stage, rate in rates.items():
        print(f"  {stage:<8}{rate:>10,.0f}")
    print(f"lexicon: {compiling:.1f} s to compile, {loading:.1f} s to load compiled")
    print(f"peak memory {told['peak_mb']:,} MB")
    for name, figure in told.get("dates_alone", {}).items():
        print(f"dates alone, {name.replace('_', ' ')}: {figure:,}")


if __name__ == "__main__":
    main()
