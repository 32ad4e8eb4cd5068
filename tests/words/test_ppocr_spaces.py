"""Blanks between words, decided by the paper."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.words.ppocr_recognise import HEIGHT, SeenCharacter
from extractor.words.ppocr_spaces import respaced


def line(*parts: tuple[str, int, int], read: str) -> str:
    """The text after ``respaced``, from (character, ink columns, bare columns after it) and what was read of it.

    ``read`` holds the same characters with the blanks the recogniser saw.
    """
    ink: npt.NDArray[np.bool_] = np.zeros((HEIGHT, sum(wide + bare for _, wide, bare in parts) + 8), bool)
    places, x = [], 4
    for _, wide, bare in parts:
        ink[10:38, x : x + wide] = True
        places.append(x + wide / 2)
        x += wide + bare
    characters, at = [], iter(places)
    for sign in read:
        characters.append(SeenCharacter(sign, 0.0 if sign == " " else next(at), 0.99))
    return "".join(c.text for c in respaced(characters, ink))


def letters(text: str, *, wide: int = 16, bare: int = 3, blank: int = 14) -> list[tuple[str, int, int]]:
    """Characters of one width; a blank in ``text`` widens the gap before the next one."""
    out: list[tuple[str, int, int]] = []
    for sign in text:
        if sign == " ":
            out[-1] = (out[-1][0], out[-1][1], blank)
        else:
            out.append((sign, wide, bare))
    return out


def test_a_dropped_blank_is_put_in() -> None:
    """Two words with a word's gap between them are parted although the recogniser glued them."""
    text = "uang lembur dan tunjangan"
    assert line(*letters(text), read="uanglembur dan tunjangan") == text


def test_words_without_a_gap_stay_whole() -> None:
    """Nothing is put in where the gaps are all those of letters, wide-set or not."""
    assert line(*letters("pekerjaan", bare=3), read="pekerjaan") == "pekerjaan"
    assert line(*letters("PENGADAAN", bare=12), read="PENGADAAN") == "PENGADAAN"


def test_a_comma_of_a_fixed_width_font_is_no_blank() -> None:
    """A percentage keeps its decimal comma although half the comma's cell is bare paper."""
    assert line(("4", 14, 5), (",", 4, 12), ("7", 14, 5), ("8", 14, 4), ("%", 18, 0), read="4, 78%") == "4,78%"


def test_an_abbreviation_keeps_its_blank() -> None:
    """The full stop of "No." is not taken for the separator of a figure."""
    assert line(*letters("No. 161"), read="No. 161") == "No. 161"


def test_label_and_value_are_parted() -> None:
    """A colon glued to a number stands free of it; a time of day does not."""
    assert line(*letters("NIK:3301"), read="NIK:3301") == "NIK: 3301"
    assert line(*letters("08:30"), read="08:30") == "08:30"


def test_a_row_of_digits_is_not_torn_at_the_figure_one() -> None:
    """The bare sides of a 1 are no blank, the gap between groups of an NPWP is."""
    digits = [("2", 14, 4), ("0", 14, 10), ("1", 4, 16), ("1", 4, 10), ("2", 14, 4), ("0", 14, 4)]
    assert line(*digits, read="201120") == "201120"
    groups = letters("0917 4420 3354", wide=15, bare=3, blank=13)
    assert line(*groups, read="091744203354") == "0917 4420 3354"


def test_closing_brackets_and_commas_part_words() -> None:
    """A word glued to the bracket or comma before it is set free."""
    assert line(*letters("(2)Pengawas"), read="(2)Pengawas") == "(2) Pengawas"
    assert line(*letters("Tirta,yang"), read="Tirta,yang") == "Tirta, yang"
