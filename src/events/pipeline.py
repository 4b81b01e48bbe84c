"""The order of the stages over one article. Read this file first.

    article ─clean─▶ document ─resolve─▶ temporal expressions ─coder─▶ mentions ─merge─▶ events

Another coder can stand in for the default one: any callable of the type `Coder` (see docs/coder.md) is scored by the
same gate.
"""

from __future__ import annotations

from collections.abc import Callable

from events import clean
from events.coding import code, merge
from events.dates import resolve
from events.lexicon import Lexicon
from events.model import Coded, Document, Mention, RawArticle, Rejection, TemporalExpression

Coder = Callable[[Document, tuple[TemporalExpression, ...], Lexicon], tuple[Mention, ...]]


def run(article: RawArticle, lexicon: Lexicon, coder: Coder = code) -> Coded:
    """What became of one article: its events, or the rejection that says why it could not be read."""
    document = clean.clean(article)
    if isinstance(document, Rejection):
        return Coded(article, rejection=document)
    return run_document(document, lexicon, coder)


def run_document(document: Document, lexicon: Lexicon, coder: Coder = code) -> Coded:
    """The stages after cleaning: dates, coding, merging."""
    article = document.article
    expressions = resolve(article.text, article.published)
    mentions = coder(document, expressions, lexicon)
    return Coded(article, expressions, merge(mentions, lexicon), flags=document.flags)
