"""Letters and order of the A-Z in the languages of Europe (R-20)."""

from random import Random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from glossary.wording.alphabets import SCRIPTS, TAILORED, UNTAILORED
from glossary.wording.collation import alphabet_of, letter_of, letters_in_order, sort_key

LANGUAGES = [*TAILORED, *UNTAILORED, *SCRIPTS]
# ICU joins doubled letters ("ccs" is cs and cs) and letters across accents ("aà"); we do not.
JOINED = {"da", "fo", "hu", "nb", "nn", "no"}
COLLATION = "CREATE COLLATION letters (provider=icu, locale='{}-u-ks-level1', deterministic=false)"
RANKED = 'SELECT word, rank() OVER (ORDER BY word COLLATE "letters") FROM unnest(%s::text[]) word'


@pytest.mark.parametrize(
    ("name", "language", "letter"),
    [
        ("audit", "en", "A"),
        ("  audit", "en", "A"),
        ("“Big Q”", "en", "B"),
        ("Æon", "en", "A"),
        ("8D", "en", "#"),
        ("+", "en", "#"),
        ("", "en", "#"),
        ("σ", "en", "#"),
        ("Ökologie", "de", "O"),
        ("Ökologi", "sv", "Ö"),
        ("Ökologi", "sv-FI", "Ö"),
        ("ångest", "sv", "Å"),
        ("A\u030angest", "sv", "Å"),
        ("Aalborg", "da", "Å"),
        ("ændring", "nb", "Æ"),
        ("ñandú", "es", "Ñ"),
        ("chyba", "cs", "Ch"),
        ("čas", "cs", "Č"),
        ("żaba", "pl", "Ż"),
        ("ISO", "tr", "I"),
        ("imza", "tr", "İ"),
        ("Σφάλμα", "el", "Σ"),
        ("άνω", "el", "Α"),
        ("Audit", "el", "A"),
        ("審核", "zh", "審"),
        ("Audit", "sw", "A"),
    ],
)
def test_a_name_stands_under_its_letter(name: str, language: str, letter: str) -> None:
    assert letter_of(name, language=language) == letter


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["5S", "8D", "100 % inspection", "Audit", "audit plan", "Auditor", "zero"]),
        ("en", ["ISO 9001", "ISO 10012", "ISO/IEC 17025"]),
        ("en", ["Nonconformance", "Non-conformity", "Norm"]),
        ("en", ["resume", "résumé", "resumption"]),
        ("de", ["Masse", "Maße", "Mast", "Ofen", "öffnen", "Ohr"]),
        ("sv", ["zon", "ånga", "ärende", "öde"]),
        ("da", ["zone", "ære", "øre", "år"]),
        ("es", ["nylon", "ñandú", "obra"]),
        ("cs", ["hlas", "chyba", "index"]),
        ("pl", ["las", "ład", "mapa"]),
    ],
)
def test_names_are_sorted_as_people_of_the_language_do(language: str, names: list[str]) -> None:
    shuffled = sorted(names, key=len)
    assert sorted(shuffled, key=lambda name: sort_key(name, language=language)) == names


def test_letters_are_those_of_the_language() -> None:
    assert letters_in_order(set(), language="sv")[-4:] == ["Z", "Å", "Ä", "Ö"]
    assert letters_in_order({"B", "L"}, language="el")[-3:] == ["Ω", "B", "L"]
    assert letters_in_order(set(), language="en")[:3] == ["#", "A", "B"]


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_whatever_is_written_has_a_letter_and_sorts_by_it(name: str, language: str) -> None:
    letter = letter_of(name, language=language)
    order = letters_in_order({letter}, language=language)
    before = order[: order.index(letter)]
    key = sort_key(name, language=language)
    single = {one: sort_key(one, language=language) for one in before if one != "#"}
    assert all(key > other for other in single.values())


# SQLite has no ICU to compare with.
if connection.vendor == "postgresql":

    @pytest.mark.django_db
    @pytest.mark.parametrize("language", sorted({*LANGUAGES} - JOINED))
    def test_the_order_is_that_of_icu(language: str) -> None:
        random = Random(language)
        letters = [*alphabet_of(language).weights, *"éüö"]
        words = ["".join(random.choices(letters, k=random.randint(1, 5))) for _ in range(500)]
        with connection.cursor() as cursor:
            cursor.execute(COLLATION.format(language))
            cursor.execute(RANKED, [words])
            rank = dict(cursor.fetchall())
            cursor.execute("DROP COLLATION letters")
        ranks = [
            rank[word] for word in sorted(words, key=lambda one: sort_key(one, language=language))
        ]
        assert ranks == sorted(ranks)
