"""Blanks between words, decided by the paper."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from extractor.words.ppocr_recognise import HEIGHT, SeenCharacter
from extractor.words.ppocr_spaces import respaced, typewriter


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


def spread(text: str, *, widths: dict[str, float]) -> list[SeenCharacter]:
    """The characters of a line, each as wide as ``widths`` says (16 columns unless said otherwise)."""
    out, x = [], 0.0
    for sign in text:
        wide = widths.get(sign, 16.0)
        out.append(SeenCharacter(sign, x + wide / 2, 0.99))
        x += wide
    return out


def test_a_typewriter_is_known_by_its_even_steps() -> None:
    """Equal steps whatever the letters mean a typewriter font, steps that follow the letters do not."""
    text = "jumlah upah minimum wajib dibayar oleh pihak pertama"
    letters_differ = dict.fromkeys("ijlt", 8.0) | dict.fromkeys("mw", 25.0)
    assert typewriter([spread(text, widths={})] * 3)
    assert not typewriter([spread(text, widths=letters_differ)] * 3)
    assert not typewriter([spread("upah", widths={})])


def test_the_step_of_a_typewriter_decides_about_blanks() -> None:
    """Half-empty cells of narrow letters are no blank, a skipped cell is one although none was read."""
    cells = [SeenCharacter(c, 12 + 24.0 * i, 0.99) for i, c in enumerate("pekerjaan") if c != " "]
    ink = np.zeros((HEIGHT, 400), bool)
    for c in cells:
        ink[10:38, int(c.at) - 4 : int(c.at) + 4] = True
    torn = [*cells[:5], SeenCharacter(" ", 0.0, 0.9), *cells[5:]]
    assert "".join(c.text for c in respaced(torn, ink, even=True)) == "pekerjaan"
    apart = [*cells[:5], *(SeenCharacter(c.text, c.at + 24, c.chance) for c in cells[5:])]
    ink[:] = False
    for c in apart:
        ink[10:38, int(c.at) - 4 : int(c.at) + 4] = True
    assert "".join(c.text for c in respaced(apart, ink, even=True)) == "peker jaan"
