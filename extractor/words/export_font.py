"""The invisible font of the searchable copy: it maps codes to characters and paints nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

CHARACTER_WIDTH = 500
"""Every character of the invisible font is half as wide as the font is high; words are stretched to their boxes."""
_CODES_PER_FONT = 255


@dataclass(slots=True)
class _Codes:
    """One font's codes: 1 to 255, given out as characters turn up."""

    font: pikepdf.Object
    codes: dict[str, int]


class InvisibleFonts:
    """A Type 3 font whose every glyph is empty, with a map back to Unicode.

    It needs no font file, so nothing is embedded and nothing can be missing. A second font is begun after 255
    different characters.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._fonts: list[_Codes] = []
        self._where: dict[str, int] = {}

    @property
    def used(self) -> dict[Name, pikepdf.Object]:
        """All fonts begun so far, by resource name."""
        return {_font_name(place): font.font for place, font in enumerate(self._fonts)}

    def encoded(self, text: str) -> list[tuple[Name, bytes]]:
        """The text as runs of codes, each in one font."""
        runs: list[tuple[int, bytearray]] = []
        for character in text:
            place, code = self._code(character)
            if not runs or runs[-1][0] != place:
                runs.append((place, bytearray()))
            runs[-1][1].append(code)
        return [(_font_name(place), bytes(codes)) for place, codes in runs]

    def finish(self) -> None:
        """Write each font's map to Unicode, now that all its characters are known."""
        for font in self._fonts:
            font.font.ToUnicode = self._pdf.make_stream(_to_unicode(font.codes))

    def _code(self, character: str) -> tuple[int, int]:
        place = self._where.get(character)
        if place is None:
            if not self._fonts or len(self._fonts[-1].codes) >= _CODES_PER_FONT:
                self._fonts.append(_Codes(self._new_font(), {}))
            place = len(self._fonts) - 1
            self._where[character] = place
            self._fonts[place].codes[character] = len(self._fonts[place].codes) + 1
        return place, self._fonts[place].codes[character]

    def _new_font(self) -> pikepdf.Object:
        # d1 tells the box of a glyph that paints nothing: pdfium passes over text without extent.
        glyph = self._pdf.make_stream(b"%d 0 0 -200 %d 800 d1" % (CHARACTER_WIDTH, CHARACTER_WIDTH))
        return self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, -200, CHARACTER_WIDTH, 800]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(blank=glyph),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *[Name.blank] * _CODES_PER_FONT])),
                FirstChar=1,
                LastChar=_CODES_PER_FONT,
                Widths=Array([CHARACTER_WIDTH] * _CODES_PER_FONT),
                Resources=Dictionary(),
            )
        )


def _font_name(place: int) -> Name:
    return Name(f"/LindungTeks{place}")


def _to_unicode(codes: dict[str, int]) -> bytes:
    """A ToUnicode map (ISO 32000-1, 9.10.3), at most 100 entries a block."""
    entries = [
        b"<%02X> <%s>" % (code, character.encode("utf-16-be", "replace").hex().upper().encode())
        for character, code in codes.items()
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )  # fmt: skip
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Lindung-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n" + body + b"\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end"
    )
