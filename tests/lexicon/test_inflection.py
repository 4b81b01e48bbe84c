"""What forms of a word are recognised, paradigm by paradigm."""

from __future__ import annotations

import pytest

from events.lexicon import Analysis, Lexicon

# word, lemma, then in short: aspect, voice, person, gender and number, [mood], ! for future, + and the pronoun
VERBS = """
وقع وقع pu3ms
وقعت وقع pu3fs
وقعا وقع pu3md
وقعتا وقع pu3fd
وقعوا وقع pu3mp
وقعن وقع pu3fp
وقعنا وقع pu1p
وقعوه وقع pu3mp+3ms
وقعتها وقع pu3fs+3fs
وقعه وقع pu3ms+3ms
يوقع وقع iu3ms
توقع وقع iu3fs
نوقع وقع iu1p
أوقع وقع iu1s
يوقعان وقع iu3md[i]
توقعان وقع iu3fd[i]
يوقعون وقع iu3mp[i]
يوقعوا وقع iu3mp[s]
يوقعوها وقع iu3mp[s]+3fs
يوقعن وقع iu3fp
سيوقع وقع iu3ms!
وستوقعان وقع iu3fd[i]!
ليوقع وقع iu3ms
زار زار pa3ms
زارت زار pa3fs
زاروا زار pa3mp
زرنا زار pa1p
زرت زار pa1s
يزور زار ia3ms
يزورون زار ia3mp[i]
يزر زار ia3ms[s]
سيزوره زار ia3ms!+3ms
أدانت أدان pa3fs
أدين أدان pp3ms
أدينت أدان pp3fs
يدان أدان ip3ms
تدين أدان ia3fs
تدن أدان iu3fs[s]
التقى التقى pa3ms
التقت التقى pa3fs
التقيا التقى pa3md
التقوا التقى pa3mp
التقينا التقى pa1p
التقاه التقى pa3ms+3ms
التقتهم التقى pa3fs+3mp
يلتقي التقى ia3ms
يلتق التقى iu3ms[s]
يلتقون التقى iu3mp[i]
يلتقوا التقى iu3mp[s]
يلتقيان التقى ia3md[i]
يلتقيه التقى ia3ms+3ms
أجري أجرى pp3ms
أجريت أجرى pp3fs
تجرى أجرى ip3fs
يجريان أجرى ia3md[i]
يجريان أجرى ip3md[i]
دعا دعا pa3ms
دعت دعا pa3fs
دعوا دعا pa3mp
دعوا دعا pa3md
دعوت دعا pa1s
دعاها دعا pa3ms+3fs
دعي دعا pp3ms
دعيت دعا pp3fs
يدعو دعا ia3ms
يدع دعا iu3ms[s]
يدعون دعا iu3mp[i]
تدعى دعا ip3fs
بقي بقي pa3ms
بقوا بقي pa3mp
بقيت بقي pa3fs
يبقى بقي iu3ms
يبق بقي iu3ms[s]
شن شن pu3ms
شنت شن pu3fs
شنوا شن pu3mp
شننا شن pu1p
شنوها شن pu3mp+3fs
يشنون شن iu3mp[i]
احتل احتل pu3ms
احتلوا احتل pu3mp
احتلتها احتل pu3fs+3fs
احتللنا احتل pu1p
بدأ بدأ pu3ms
بدأت بدأ pu3fs
بدأوا بدأ pu3mp
بدؤوا بدأ pu3mp
يبدأ بدأ iu3ms
يبدؤون بدأ iu3mp[i]
هنأه هنأ pu3ms+3ms
يهنئون هنأ iu3mp[i]
جاء جاء pa3ms
جاءت جاء pa3fs
جاؤوا جاء pa3mp
جئنا جاء pa1p
هاجم هاجم pa3ms
هوجم هاجم pp3ms
هوجمت هاجم pp3fs
يهاجمون هاجم iu3mp[i]
تبودلت تبادل pp3fs
يصل وصل ia3ms
وصلت وصل pu3fs
"""


@pytest.mark.parametrize("line", VERBS.strip().splitlines())
def test_finite_forms_of_verbs(small: Lexicon, line: str) -> None:
    word, lemma, expected = line.split()
    assert expected in {shape(a) for a in small.morphology.analyze(word) if a.pos == "verb" and a.lemma == lemma}


def shape(a: Analysis) -> str:
    """A verb's features as the table above writes them."""
    mood = f"[{a.mood}]" if a.mood else ""
    who = a.person + a.gender + a.number
    return f"{a.aspect}{a.voice}{who}{mood}{'!' if a.future else ''}{'+' + a.pronoun if a.pronoun else ''}"


# word, lemma, then conj prep det, gender number state, pronoun
NOUNS = """
الحكومة حكومة --d fsd
حكومة حكومة --- fs-
وبالحكومة حكومة وبd fsd
للحكومة حكومة -لd fsd
وللحكومة حكومة ولd fsd
فالحكومة حكومة ف-d fsd
كالحكومة حكومة -كd fsd
لحكومة حكومة -ل- fs-
حكومته حكومة --- fsc+3ms
حكومتها حكومة --- fsc+3fs
حكومتان حكومة --- fd-
الحكومتين حكومة --d fdd
حكومتي حكومة --- fdc
حكومتي حكومة --- fsc+1s
حكومات حكومة --- fp-
لحكومتهما حكومة -ل- fsc+3d
هجوما هجوم --- msi
هجومين هجوم --- md-
هجوماتهم هجوم --- fpc+3mp
لقاءه لقاء --- msc+3ms
لقائه لقاء --- msc+3ms
لقاؤه لقاء --- msc+3ms
للقائه لقاء -ل- msc+3ms
للقاء لقاء -لd msd
للقاء لقاء -ل- ms-
للجنة لجنة -لd fsd
لجان لجنة --- fp-
جزءا جزء --- msi
جزئه جزء --- msc+3ms
مستشفاه مستشفى --- msc+3ms
مستشفيات مستشفى --- fp-
قواه قوة --- fpc+3ms
القوى قوة --d fpd
رؤساء رئيس --- mp-
رؤسائهم رئيس --- mpc+3mp
رؤساؤه رئيس --- mpc+3ms
رئيسا رئيس --- msi
رئيسا رئيس --- mdc
رئيسان رئيس --- md-
رئيسي رئيس --- mdc
رئيسة رئيس --- fs-
رئيستها رئيس --- fsc+3fs
متظاهرون متظاهر --- mp-
المتظاهرين متظاهر --d mpd
متظاهرو متظاهر --- mpc
متظاهريهم متظاهر --- mpc+3mp
متظاهرات متظاهر --- fp-
متطرفين متطرف --- mp-
متطرفو متطرف --- mpc
الدولية دولي --d fsd
الدوليين دولي --d mpd
ميليشيات ميليشيا --- fp-
ميليشياتها ميليشيا --- fpc+3fs
الخارجية الخارجية --d fsd
والخارجية الخارجية و-d fsd
للخارجية الخارجية -لd fsd
"""


@pytest.mark.parametrize("line", NOUNS.strip().splitlines())
def test_forms_of_nouns(small: Lexicon, line: str) -> None:
    word, lemma, *expected = line.split()
    found = {
        noun_shape(a) for a in small.morphology.analyze(word) if a.lemma == lemma and a.table in ("nouns", "agents")
    }
    assert " ".join(expected) in found


def noun_shape(a: Analysis) -> str:
    """A noun's features as the table above writes them."""
    before = f"{a.conj or '-'}{a.prep or '-'}{'d' if a.det else '-'}"
    return f"{before} {a.gender}{a.number}{a.state or '-'}{'+' + a.pronoun if a.pronoun else ''}"


@pytest.mark.parametrize(
    ("word", "code", "gender", "number"),
    [
        ("جزائري", "DZA", "m", "s"),
        ("الجزائرية", "DZA", "f", "s"),
        ("جزائريا", "DZA", "m", "s"),
        ("الجزائريون", "DZA", "m", "p"),
        ("للجزائريين", "DZA", "m", "p"),
        ("جزائريان", "DZA", "m", "d"),
        ("الجزائريتين", "DZA", "f", "d"),
        ("والأميركيات", "USA", "f", "p"),
        ("الأتراك", "TUR", "m", "p"),
        ("الأممية", "UNO", "f", "s"),
    ],
)
def test_adjectives_of_countries_in_all_forms(small: Lexicon, word: str, code: str, gender: str, number: str) -> None:
    assert (code, gender, number) in {(a.code, a.gender, a.number) for a in small.morphology.analyze(word)}


@pytest.mark.parametrize(
    "word", ["حكومةه", "الحكومته", "بهجوما", "بالرئيسان", "سوقع", "يوقعت", "الزار", "خارجية", "متطرفات"]
)
def test_what_cannot_be_is_not_read(small: Lexicon, word: str) -> None:
    assert small.morphology.analyze(word) == ()


def test_a_masdar_of_nouns_csv_is_read_once(small: Lexicon) -> None:
    assert [(a.table, a.pos) for a in small.morphology.analyze("زيارة")] == [("nouns", "noun")]
    assert [(a.table, a.pos, a.lemma, a.base) for a in small.morphology.analyze("توقيعها")] == [
        ("verbs", "masdar", "وقع", "توقيع")
    ]


def test_participles_of_defective_verbs_with_and_without_ya(small: Lexicon) -> None:
    for word in ("داع", "الداعي", "داعية", "الداعون", "داعين"):
        assert ("participle", "دعا") in {(a.pos, a.lemma) for a in small.morphology.analyze(word)}


def test_exact_spelling_decides_between_readings(small: Lexicon) -> None:
    assert {a.pronoun for a in small.morphology.analyze("رئيسة")} == {""}
    assert {a.pronoun for a in small.morphology.analyze("رئيسه")} == {"3ms"}
    assert {a.voice for a in small.morphology.analyze("أجرى") if a.exact} == {"a"}
    assert {a.voice for a in small.morphology.analyze("أجري") if a.exact and a.aspect == "p"} == {"p"}


def test_loose_spelling_is_still_read(small: Lexicon) -> None:
    for word, lemma in (
        ("الحكومه", "حكومة"),
        ("ادان", "أدان"),
        ("التقي", "التقى"),
        ("إتفق", "اتفق"),
        ("رئيسى", "رئيس"),
    ):
        found = small.morphology.analyze(word)
        assert lemma in {a.lemma for a in found}
    assert not any(a.exact for a in small.morphology.analyze("ادان"))


@pytest.mark.parametrize("word", ["أدارة", "إلتقى ة", "حكومةها", "آدان", "إدان"])
def test_a_spelling_that_says_something_else_is_not_read(small: Lexicon, word: str) -> None:
    assert small.morphology.analyze(word) == ()


def test_whole_words_come_before_words_with_clitics(small: Lexicon) -> None:
    found = small.morphology.analyze("وزير")
    assert [bool(reading.conj) for reading in found] == sorted(bool(reading.conj) for reading in found)
    assert found[0].lemma == "وزير"


@pytest.mark.parametrize("word", ["", "و", "123", "NATO", "؟", "غيرمعروف", "ا" * 500])
def test_words_without_a_stem_have_no_reading(small: Lexicon, word: str) -> None:
    assert small.morphology.analyze(word) == ()
