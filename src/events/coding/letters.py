"""The letters of clitics and endings, folded as `Token.key` is, and the marks that end a clause.

Everything that is a word lives in the seeds; these are the few letters the coder looks at inside a word.
"""

ALEF = "\u0627"
BA = "\u0628"
TA_MARBUTA = "\u0629"
TA = "\u062a"
SIN = "\u0633"
AYN = "\u0639"
QAF = "\u0642"
FA = "\u0641"
KAF = "\u0643"
LAM = "\u0644"
MIM = "\u0645"
NUN = "\u0646"
HA = "\u0647"
WAW = "\u0648"
YA = "\u064a"

ARTICLE = ALEF + LAM
# How a word begins that is definite by its article, with the clitics that may stand before it.
DEFINITE = (
    ARTICLE,
    WAW + ARTICLE,
    BA + ARTICLE,
    FA + ARTICLE,
    KAF + ARTICLE,
    LAM + LAM,
    WAW + LAM + LAM,
    WAW + BA + ARTICLE,
)
QUESTION_MARKS = ("\u061f", "?")
STOPS = frozenset((".", ";", "\u061b", ":", "!", *QUESTION_MARKS))
# How the particles begin that set a clause back in time: kana, wa-kana, sabaqa.
BACKGROUND = (KAF + ALEF + NUN, WAW + KAF + ALEF + NUN, SIN + BA + QAF)
