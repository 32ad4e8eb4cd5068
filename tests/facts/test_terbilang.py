"""Numbers written out in words and read back."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.facts.money import find_amounts, parse_figures
from extractor.facts.numbers import find_number_words, parse_number_words

SETTINGS = settings(max_examples=120, deadline=None)
ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
amounts = st.one_of(st.integers(0, 9_999), st.integers(0, 999_999_999), st.integers(0, 999_999_999_999_999))


def spelled(number: int) -> str:
    """The number in words as a clerk writes it: "dua juta tujuh ratus lima puluh ribu"."""
    if number < 12:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        return " ".join(filter(None, (f"{ONES[number // 10]} puluh", number % 10 and ONES[number % 10])))  # type: ignore[arg-type]
    if number < 1000:
        head = "seratus" if number < 200 else f"{ONES[number // 100]} ratus"
        return f"{head} {spelled(number % 100)}" if number % 100 else head
    for scale, name in SCALES:
        if number >= scale:
            head = "seribu" if scale == 1000 and number < 2000 else f"{spelled(number // scale)} {name}"
            return f"{head} {spelled(number % scale)}" if number % scale else head
    raise AssertionError(number)


def figures(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@SETTINGS
@given(amounts)
def test_words_are_read_back(number: int) -> None:
    """Every number below a thousand trillion, spelled out, is read as itself."""
    assert parse_number_words(spelled(number)) == number


@SETTINGS
@given(amounts, st.sampled_from((str.upper, str.title, str.capitalize, lambda s: s.replace(" ", "  "))))
def test_the_print_of_the_words_does_not_matter(number: int, shown: object) -> None:
    """Capitals, title case and wide blanks change nothing."""
    assert parse_number_words(shown(spelled(number))) == number  # type: ignore[operator]


@SETTINGS
@given(st.integers(0, 999_999_999_999))
def test_figures_are_read_back(number: int) -> None:
    """Figures in groups of three, with rupiah sign and dash or with sen, are read as themselves."""
    assert parse_figures(figures(number)) == number
    assert parse_figures(f"Rp {figures(number)},-") == number
    assert parse_figures(f"{figures(number)},50") == number + Decimal("0.5")


@SETTINGS
@given(st.integers(1_000, 999_999_999_999))
def test_figures_and_words_side_by_side_agree(number: int) -> None:
    """An amount printed both ways is one amount whose two readings are the same."""
    (found,) = find_amounts(f"sebesar Rp{figures(number)},- ({spelled(number)} rupiah) setiap bulan")
    assert (found.figures, found.words, found.agrees) == (number, number, True)


@SETTINGS
@given(st.integers(1_000, 999_999_999), st.integers(1_000, 999_999_999))
def test_figures_and_words_that_differ_are_told_apart(first: int, second: int) -> None:
    """An amount printed one way in figures and another in words agrees only when it is the same."""
    (found,) = find_amounts(f"sebesar Rp{figures(first)},- ({spelled(second)} rupiah) setiap bulan")
    assert found.agrees is (first == second)


@SETTINGS
@given(st.integers(0, 999_999_999))
def test_words_are_found_where_they_stand(number: int) -> None:
    """In running text the words of a number are found from first to last."""
    text = f"selama ini {spelled(number)} saja"
    (found,) = find_number_words(text)
    assert (found.value, text[found.start : found.end]) == (number, spelled(number))
