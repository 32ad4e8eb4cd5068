"""The marks of Word's lists: "1.", "a)", "IV.", "•", counted as Word counts them."""

from __future__ import annotations

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_TWIP = 20.0
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Marks:
    """Counts the paragraphs of a document's lists; ``of`` is asked once for each paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                self._learn(relation.target_part.element)

    def _learn(self, numbering: Any) -> None:
        abstract = {a.get(qn("w:abstractNumId")): a for a in numbering.findall(qn("w:abstractNum"))}
        for num in numbering.findall(qn("w:num")):
            reference = num.find(qn("w:abstractNumId"))
            kind = None if reference is None else abstract.get(reference.get(qn("w:val")))
            if kind is not None:
                levels = {int(level.get(qn("w:ilvl"))): level for level in kind.findall(qn("w:lvl"))}
                self._levels[num.get(qn("w:numId"))] = levels

    def of(self, paragraph: Paragraph) -> tuple[str, float, float]:
        """The mark ("" for a paragraph of no list), and its list's indent and first-line indent in points."""
        found = _numbered(paragraph)
        level = None if found is None else self._levels.get(found[0], {}).get(found[1])
        if found is None or level is None:
            return "", 0.0, 0.0
        number, depth = found
        start = _value(level, "w:start")
        self._counts[found] = self._counts.get(found, int(start or 1) - 1) + 1
        for deeper in range(depth + 1, 9):
            self._counts.pop((number, deeper), None)
        return self._mark(number, depth, level), *_indents(level)

    def _mark(self, number: str, depth: int, level: Any) -> str:
        text = _value(level, "w:lvlText") or ""
        if _value(level, "w:numFmt") == "bullet":
            return "•"

        def counted(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            form = _value(self._levels[number].get(at, level), "w:numFmt")
            return _written(self._counts.get((number, at), 1), form or "decimal")

        return re.sub(r"%([1-9])", counted, text)


def _numbered(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level (0-based) that the paragraph, or its style, belongs to."""
    style: Any = paragraph.style
    element: Any = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    while element is None and style is not None:
        element = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = style.base_style
    if element is None:
        return None
    number, level = _value(element, "w:numId"), _value(element, "w:ilvl")
    return (number, int(level or 0)) if number and number != "0" else None


def _indents(level: Any) -> tuple[float, float]:
    found = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if found is None:
        return 18.0, -18.0
    left = float(found.get(qn("w:left")) or found.get(qn("w:start")) or 0) / _TWIP
    hanging = float(found.get(qn("w:hanging")) or 0) / _TWIP
    return left, -hanging


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _written(number: int, form: str) -> str:
    match form:
        case "lowerLetter" | "upperLetter":
            # After z comes aa, as in Word.
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            out, rest = "", number
            for worth, sign in _ROMAN:
                while rest >= worth:
                    out, rest = out + sign, rest - worth
            return out.upper() if form == "upperRoman" else out
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
    return str(number)
