"""From words to facts: the two stages that work on a stranger's text (structure, facts), as one step.

They run in a killable child like the reading does (``extractor.sandbox.understanding``): text can be made to keep a
pattern busy for hours as easily as a PDF can.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.facts import extract_facts
from extractor.report import Contract
from extractor.structure import Part, build_structure, find_parts
from extractor.structure.parts import merged
from extractor.understood import Understood, UnderstoodPart, words_of
from extractor.words.types import PageFailure, PageWords


def understand(pages: Sequence[PageWords | PageFailure]) -> Understood:
    """Structure and facts of a whole document; ``pages`` holds one entry per page, in page order."""
    words = [words_of(page) for page in pages]
    structure = build_structure(words)
    found = find_parts(structure)
    parts: tuple[UnderstoodPart, ...] = ()
    notes = structure.notes
    if len(found) > 1:
        parts, notes = _contracts(words, found)
    return Understood(
        contract=parts[0].contract if parts else extract_facts(structure),
        page_texts=tuple(structure.page_text(number) for number in range(1, len(pages) + 1)),
        notes=notes,
        parts=parts,
    )


def _contracts(words: Sequence[PageWords], found: Sequence[Part]) -> tuple[tuple[UnderstoodPart, ...], tuple[str, ...]]:
    """Each contract read by itself, with remarks on all of them; no parts when fewer than two are contracts at all.

    What turns out to be no labour contract is no part of its own: it stays with the contract before it.
    """
    read = [_read(words, part) for part in found]
    kept = merged(found, keep=[contract.kind != "other" for contract, _ in read])
    if len(kept) < 2:
        return (), build_structure(words).notes
    if len(kept) < len(found):
        read = [_read(words, part) for part in kept]
    notes = dict.fromkeys(note for _, remarks in read for note in remarks)
    parts = tuple(
        UnderstoodPart(part.pages, part.reason, contract) for part, (contract, _) in zip(kept, read, strict=True)
    )
    return parts, (_several(parts), *notes)


def _read(words: Sequence[PageWords], part: Part) -> tuple[Contract, tuple[str, ...]]:
    structure = build_structure([page for page in words if part.first_page <= page.number <= part.last_page])
    return extract_facts(structure), structure.notes


def _several(parts: Sequence[UnderstoodPart]) -> str:
    listed = "; ".join(f"{i}. halaman {_range(part.pages)}" for i, part in enumerate(parts, start=1))
    return (
        f"Berkas ini memuat {len(parts)} kontrak, masing-masing dinilai sendiri ({listed}). Bila pembagiannya keliru, "
        "pisahkan berkasnya lalu unggah satu per satu."
    )


def _range(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
