"""Undamaged batches: composed articles with events whose every span, date and place is right."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from events.model import Coded, Event, Grain, Mention, Place, RawArticle, Rejection, Span

OUTLETS = ("sahel-press", "atlas-news", "gulf-daily", "nile-wire")
GOLDSTEIN = {"043": 2.8, "057": 8.0, "040": 1.0, "190": -10.0, "1832": -10.0, "173": -5.0, "141": -6.5, "111": -2.0}
PLACES = {
    "نواكشوط": ("MRT", 18.08, -15.97),
    "الجزائر": ("DZA", 36.75, 3.04),
    "الرباط": ("MAR", 34.02, -6.84),
    "عدن": ("YEM", 12.78, 45.03),
    "مقديشو": ("SOM", 2.04, 45.34),
    "باماكو": ("MLI", 12.64, -8.0),
}


@dataclass(frozen=True)
class Told:
    """A sentence pattern with the event it states. `{s}` source, `{t}` target, `{d}` date, `{p}` place."""

    text: str
    trigger: str
    source: str | None
    target: str | None
    codes: tuple[str, str, str]
    place: str
    days: int = 1


TOLD = (
    Told("استقبل {s}، {d} في {p}، {t} وبحث معه سبل تعزيز التعاون بين البلدين في مجالات الأمن والهجرة", "استقبل",
         "وزير الخارجية الموريتاني", "نظيره الإسباني", ("MRTGOV", "ESPGOV", "043"), "نواكشوط"),
    Told("وقعت {s} {d} في {p} مع {t} اتفاقية للتعاون القضائي بين البلدين بعد مفاوضات استمرت عدة أشهر", "وقعت",
         "الجزائر", "مالي", ("DZA", "MLI", "057"), "الجزائر"),
    Told("أجرى {s} {d} في {p} مشاورات مع {t} حول الأوضاع في منطقة الساحل وسبل مواجهة الجماعات المسلحة", "مشاورات",
         "رئيس الحكومة المغربية", "الوفد السنغالي", ("MARGOV", "SENGOV", "040"), "الرباط"),
    Told("خاض {s} {d} قرب {p} معارك مع {t} أسفرت عن خسائر في صفوف الطرفين بحسب مصادر محلية", "معارك",
         "الجيش اليمني", "الحوثيين", ("YEMMIL", "YEMREB", "190"), "عدن"),
    Told("انفجرت سيارة مفخخة {d} قرب مركز {t} في {p} مما أدى إلى إصابة عدد من رجال الأمن وتضرر المباني", "انفجرت",
         None, "للشرطة", ("---", "SOMCOP", "1832"), "مقديشو"),
    Told("اعتقلت {s} {d} في {p} خمسة من {t} في عملية أمنية نفذت فجرا واستمرت ساعات عدة", "اعتقلت",
         "قوات الأمن المالية", "المسلحين المتمردين", ("MLICOP", "MLIREB", "173"), "باماكو", 2),
    Told("تظاهر {s} {d} في {p} للمطالبة بإصلاحات سياسية واقتصادية ورفعوا لافتات تطالب بإسقاط {t}", "تظاهر",
         "مئات المواطنين", "الحكومة", ("MRTCVL", "MRTGOV", "141"), "نواكشوط"),
    Told("نددت {s} {d} من {p} بالهجوم الذي استهدف المدنيين ودعت إلى محاسبة المسؤولين عنه أمام القضاء", "نددت",
         "الحكومة الجزائرية", None, ("DZAGOV", "---", "111"), "الجزائر"),
)  # fmt: skip
DAYS = {1: "أمس", 2: "أول أمس"}
FILLER = (
    "وقال المتحدث إن الوضع مستقر في عموم المنطقة.",
    "وتأتي هذه التطورات في ظل اهتمام إقليمي ودولي متزايد.",
    "وأضاف البيان أن الجهات المعنية تتابع الموضوع عن كثب.",
    "ولم تصدر حتى الآن أي تعليقات إضافية من الأطراف الأخرى.",
)


def event_of(article: RawArticle, told: Told, at: int, sentence: int, confidence: float = 0.85) -> Event:
    """The event a sentence of the article states; `at` is where the sentence starts."""
    text = article.text
    end = text.index(".", at)
    source, target, code = told.codes

    def span(words: str | None) -> Span | None:
        if words is None:
            return None
        start = text.index(words, at)
        return Span(start, start + len(words))

    evidence, trigger, day = Span(at, end), span(told.trigger), span(DAYS[told.days])
    country, lat, lon = PLACES[told.place]
    place = Place(told.place, country, lat, lon, span(told.place))
    on = article.published - timedelta(days=told.days)
    root = code[:2]
    quad = 1 if root <= "05" else 2 if root <= "08" else 3 if root <= "13" else 4
    mention = Mention(
        article.id, sentence, source, target, code, on, on, Grain.DAY, place, evidence, trigger, span(told.source),
        span(told.target), day, f"{told.trigger}.{code}", ("frames.csv:2", "verbs.csv:2"), confidence, ("composed",),
    )  # fmt: skip
    return Event(
        article.id, source, target, code, root, quad, GOLDSTEIN[code], on, on, Grain.DAY, place, confidence, (mention,)
    )


def article_of(number: int, outlet: str, day: date, rng: random.Random, events: int = 1) -> Coded:
    """An article with so many events (none: filler only) and its coding."""
    told = rng.sample(TOLD, events)
    parts, starts = [], []
    for each in told:
        starts.append(sum(len(p) + 1 for p in parts))
        parts.append(each.text.format(s=each.source or "", t=each.target or "", d=DAYS[each.days], p=each.place) + ".")
        parts.append(rng.choice(FILLER))
    while len(parts) < 4:
        parts.append(rng.choice(FILLER) + f" رقم {rng.randrange(10_000)}")
    article = RawArticle(
        f"{outlet}/{day.isoformat()}/{number}", " ".join(parts), day, outlet,
        f"https://{outlet}.example/{day.isoformat()}/{number}", f"خبر رقم {number} من {len(parts)} جمل",
    )  # fmt: skip
    found = tuple(
        event_of(article, each, at, 2 * index, 0.75 + 0.2 * rng.random())
        for index, (each, at) in enumerate(zip(told, starts, strict=True))
    )
    return Coded(article, events=found)


def batch_of(day: date, size: int = 60, seed: int = 1) -> list[Coded]:
    """A day's articles from four outlets: six in ten with events, one rejected."""
    rng = random.Random(f"{day} {seed}")
    coded = [article_of(n, OUTLETS[n % 4], day, rng, rng.choice((0, 1, 1, 2, 0, 1))) for n in range(size)]
    lost = RawArticle(f"lost/{day}", "…", day, OUTLETS[0], None, None)
    return [
        *coded,
        Coded(lost, rejection=Rejection("clean", "EV-C003", "hardly any Arabic letters", "0" * 64, lost.id)),
    ]
