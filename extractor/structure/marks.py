"""Enumerators: "(1)", "1.", "1)", "2.1.", "a.", "a)", "(a)", "i.", "Ayat 1", "-", at a line's start or inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from extractor.structure.numbering import letters, mistaken_numbers, numbers
from extractor.structure.outline import Line

_NUM = r"[0-9OQDlI|!iSsBZz]{1,3}"
_AT_START = re.compile(
    r"^[\s'\"“”‘’*_~.,]{0,3}(?:"
    rf"(?P<ayat>[AaÁ]y?[aA]t)\s+[(]?(?P<ayat_number>{_NUM})[)]?[.:]?(?=\s|$)"
    rf"|[(\[{{]\s?(?P<paren>{_NUM})\s?[)\]}}][.,]?"
    r"|[(\[{]\s?(?P<paren_letter>[A-Za-z€©@&])\s?[)\]}][.,]?"
    rf"|(?P<decimal>{_NUM}\s?[.,]\s?[0-9OlI|SBZ]{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?:\s?[.)]|(?=\s))(?!\d)"
    rf"|(?P<half>{_NUM})\s?[)\]}}](?=\s|[A-Z“\"]|$)"
    rf"|(?P<dot>{_NUM})\s?[.,](?=\s|[A-Z“\"]|$)"
    r"|(?P<letter_half>[A-Za-z€©@&])\s?[)\]}](?=\s|[A-Z“\"]|$)"
    r"|(?P<letter_dot>[A-Za-z€©@&])\s?[.](?=\s|$|[A-Z][a-z])"
    r"|(?P<roman>[ivxIVXl]{2,5})\s?[.)](?=\s|$)"
    r"|(?P<dash>[-–—•·▪●○*])(?=\s)"
    r"|[(\[{]?(?P<bare>\d{1,2}|[a-z])[\])}]?(?=\s+[\"“]?[A-Za-z])"
    r")\s*"
)
_LOST = re.compile(r"^\s*(?:[(\[{][^\w\s]{0,2}[)\]}]|[.)\]}])\s+(?=[A-Za-z])")  # "() Kewajiban": the number is gone
_INSIDE = re.compile(
    r"(?:(?<=[.;:,)”\"])|(?<=\bdan)|(?<=\bserta)|(?<=\batau))\s+(?:"
    rf"[(]\s?(?P<paren>{_NUM})\s?[)](?=\s)"
    r"|[(]\s?(?P<paren_letter>[a-z])\s?[)](?=\s)"
    r"|(?P<half>\d{1,2})[)](?=\s)"
    r"|(?P<dot>\d{1,2})[.](?=\s[A-Za-z])"
    r"|(?P<letter_half>[a-z])[)](?=\s)"
    r"|(?P<letter_dot>[a-z])[.](?=\s)"
    r")\s*"
)
_REFERENCE_BEFORE = re.compile(
    r"\b(?:ayat|pasal|huruf|angka|butir|nomor|no\.?|bulan|tanggal|pukul|jam|rp\.?|sebesar|selama|jl\.?|"
    r"lampiran|tahun|blok|km\.?|gg\.?|lantai|nip\.?|ke)\s*"
    r"(?:[(\[]?\w{1,3}[)\]]?\s*(?:dan|,|atau|s/d|sampai dengan|serta)\s*)?$",
    re.IGNORECASE,
)
_GROUP_STYLE = {
    "paren": "paren",
    "half": "half",
    "dot": "dot",
    "paren_letter": "letter_paren",
    "letter_half": "letter_half",
    "letter_dot": "letter_dot",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing an enumerator may be: its style, its place in the count (1-based), the label as normalised.

    ``prefix`` is "2" in the decimal "2.1"; ``cost`` above 0 marks a reading that needs the scanner to have slipped.
    """

    style: str
    number: int
    label: str
    prefix: str = ""
    cost: float = 0.0


_UNREAD = Option("unread", 0, "")


@dataclass(frozen=True, slots=True)
class Mark:
    """An enumerator in the text: characters ``start:end`` (with the blanks after it), all it may be, its setting."""

    start: int
    end: int
    options: tuple[Option, ...]
    line: int
    inside: bool
    indent: float
    after_colon: bool


def find_marks(lines: Sequence[Line]) -> list[Mark]:
    """All possible enumerators of these lines, in reading order. Table rows have none."""
    found: list[Mark] = []
    for i, line in enumerate(lines):
        if line.table:
            continue
        before = lines[i - 1].text.rstrip() if i else ""
        begin = 0
        lost = _LOST.match(line.text)
        match = None if lost else _AT_START.match(line.text)
        if lost is not None:
            begin = lost.end()
            found.append(Mark(line.start, line.start + begin, (_UNREAD,), i, False, line.indent, False))
        if match is not None and not (_REFERENCE_BEFORE.search(before) and not line.gap_before):
            options = _options(match)
            if options:
                begin = match.end()
                found.append(
                    Mark(
                        line.start + match.start() + _lead(match[0]),
                        line.start + begin,
                        options,
                        i,
                        False,
                        line.indent,
                        before.endswith(":"),
                    )
                )
        for inner in _INSIDE.finditer(line.text, begin):
            head = line.text[: inner.start()]
            if _REFERENCE_BEFORE.search(head):
                continue
            options = _options(inner)
            if options:
                found.append(
                    Mark(
                        line.start + inner.start() + _lead(inner[0]),
                        line.start + inner.end(),
                        options,
                        i,
                        True,
                        line.indent,
                        head.rstrip().endswith(":"),
                    )
                )
    return found


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip(" '\"“”‘’*_~.,"))


def _options(match: re.Match[str]) -> tuple[Option, ...]:
    """Everything the matched enumerator may be, the plain reading first."""
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    if "dash" in groups:
        return (Option("dash", 0, "-"),)
    if "ayat" in groups:
        return _numbered("ayat", groups["ayat_number"])
    if "decimal" in groups:
        return _decimal(groups["decimal"])
    if "bare" in groups:  # its dot was lost: worth something only where exactly this number is expected
        bare = groups["bare"]
        if bare.isdigit():
            return tuple(
                Option(style, n, str(n), cost=1.0) for style in ("paren", "half", "dot") for n in numbers(bare)
            )
        return tuple(
            Option(style, ord(bare) - 96, bare, cost=1.0) for style in ("letter_paren", "letter_half", "letter_dot")
        )
    if "roman" in groups:
        style = "roman" if groups["roman"].islower() else "roman_upper"
        return tuple(Option(style, n, str(n), cost=0.1) for n in numbers(groups["roman"]))
    name, mark = next((k, v) for k, v in groups.items() if k in _GROUP_STYLE)
    style = _GROUP_STYLE[name]
    options: list[Option] = []
    if name in ("paren", "half", "dot"):
        options += _numbered(style, mark)
    if len(mark) == 1 and (name not in ("paren", "half", "dot") or not mark.isdigit()):
        upper = mark.isupper() and mark not in "IO"
        letter_style = {"paren": "letter_paren", "half": "letter_half", "dot": "letter_dot"}.get(style, style)
        options += [
            Option(letter_style + ("_upper" if upper else ""), ord(c) - 96, c.upper() if upper else c, cost=0.3 * i)
            for i, c in enumerate(letters(mark))
        ]
        if mark in "ivxIVX":
            options += [
                Option("roman" if mark.islower() else "roman_upper", n, str(n), cost=0.1)
                for n in numbers(mark.upper())[:1]
            ]
    elif mark.isdigit() and len(mark) == 1:
        letter_style = {"paren": "letter_paren", "half": "letter_half", "dot": "letter_dot"}[style]
        options += [Option(letter_style, ord(c) - 96, c, cost=0.8) for c in letters(mark)]
    elif not mark.isdigit() and numbers(mark):
        options += [Option("roman_upper", n, str(n), cost=0.2) for n in numbers(mark)]
    return tuple(options)


def _numbered(style: str, mark: str) -> tuple[Option, ...]:
    plain = [Option(style, n, str(n), cost=0.2 * i if mark.isdigit() else 0.3) for i, n in enumerate(numbers(mark))]
    return (*plain, *(Option(style, n, str(n), cost=0.9) for n in mistaken_numbers(mark)))


def _decimal(mark: str) -> tuple[Option, ...]:
    parts = re.split(r"\s?[.,]\s?", mark)
    if any(p.startswith("0") for p in parts) or not any(p.isdigit() for p in parts):
        return ()
    readings = [[(n, 0.0 if p.isdigit() else 0.3) for n in numbers(p)[:2]] for p in parts]
    readings[-1] += [(n, 0.9) for n in mistaken_numbers(parts[-1])]
    options = []
    for chosen in product(*readings):
        if all(n <= 40 for n, _ in chosen):
            prefix = ".".join(str(n) for n, _ in chosen[:-1])
            label = f"{prefix}.{chosen[-1][0]}"
            cost = sum(c for _, c in chosen)
            options.append(Option(f"decimal{len(parts)}", chosen[-1][0], label, prefix=prefix, cost=cost))
    return tuple(options)
