"""The title of an article or chapter: in the heading's line, below it, or above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.structure.headings import Heading
from extractor.structure.marks import find_marks
from extractor.structure.outline import Line, start_of


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a heading: its words, the first line it takes, and the line at which the text goes on."""

    text: str
    first_line: int
    body_line: int
    body_start: int


def title_of(heading: Heading, lines: Sequence[Line], *, taken: set[int]) -> Title:
    """The title in the heading's own line, else in the line or two below, else in the line above."""
    own = lines[heading.line]
    same = own.text[heading.rest - own.start :].strip()
    if same:
        if _titular(same, own):
            body = heading.line + 1
            return Title(clean(same), heading.line, body, start_of(lines, body, own.end + 1))
        return Title("", heading.line, heading.line, heading.rest)
    below = heading.line + 1
    titles: list[str] = []
    while below < len(lines) and len(titles) < 3 and below not in taken and _is_title(lines, below, bool(titles)):
        titles.append(lines[below].text.strip())
        below += 1
    if titles:
        return Title(clean(" ".join(titles)), heading.line, below, start_of(lines, below, lines[below - 1].end + 1))
    above = heading.line - 1
    after = start_of(lines, heading.line + 1, own.end + 1)
    if (
        above >= 0
        and above not in taken
        and lines[above].heading_like
        and _is_title(lines, above, False)
        and lines[above].page == own.page
    ):
        return Title(clean(lines[above].text), above, heading.line + 1, after)
    return Title("", heading.line, heading.line + 1, after)


def clean(text: str) -> str:
    """A title without the marks around it; a letter-spaced one ("U M U M") closed up."""
    letters = text.split()
    if len(letters) > 2 and all(len(part) == 1 for part in letters):
        return "".join(letters)
    bare = " ".join(letters).strip(' :-–—.*_[]"“”')
    return bare[1:-1].strip() if bare.startswith("(") and bare.endswith(")") else bare


def _titular(text: str, line: Line) -> bool:
    """Whether what follows "Pasal 5" in its line is a title and not the article's text."""
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    if not letters or len(words) > 12 or text.rstrip().endswith((";", ",")):
        return False
    if sum(c.isupper() for c in letters) >= 0.75 * len(letters):
        return True
    large = sum(w[:1].isupper() or w.lower() in ("dan", "atau", "serta", "untuk", "kerja") for w in words)
    return large >= 0.7 * len(words) and not line.fills and not text.rstrip().endswith(".")


def _is_title(lines: Sequence[Line], index: int, second: bool) -> bool:
    line = lines[index]
    text = line.text.strip()
    words = text.split()
    if line.table or line.signature or not any(c.isalpha() for c in text) or len(words) > 12:
        return False
    if text.endswith((".", ";", ",", ":")) and not line.capitals:
        return False
    if find_marks([line]):
        return False
    if line.capitals:
        return line.centred or not line.fills or len(words) <= 6
    if line.centred:
        return text[:1].isupper() or text[:1] in '("“' or second
    large = sum(w[:1].isupper() or len(w) <= 4 for w in words)
    return not second and not line.fills and len(words) <= 7 and large >= 0.75 * len(words) and words[0][:1].isupper()
