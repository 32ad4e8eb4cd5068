"""``searchable``: a copy of one file in which its words can be searched, as PDF/A when asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from api.settings import from_environment
from extractor.errors import LindungError
from extractor.intake import identify
from extractor.sandbox import ReadingPool
from extractor.understood import words_of

PARTIAL = 4


class WrongTarget(LindungError):
    """A file to be written that exists already, or whose folder does not."""

    code = "wrong-target"
    exit_code = 2

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Salinan tidak ditulis ke {name}: berkas itu sudah ada, atau foldernya tidak ada.",
            remedy="Pilih nama berkas baru di folder yang ada; berkas yang sudah ada tidak pernah ditimpa.",
        )


def searchable(file: Path, target: Path, *, archival: bool) -> int:
    """Read the file and write the copy to ``target``; what differs from the original is told on standard error."""
    if target.exists() or not target.parent.is_dir():
        raise WrongTarget(str(target))
    source = identify(file)
    with ReadingPool(workers=from_environment().workers) as pool:
        inspection = pool.inspect(source)
        pages = list(pool.read_pages(source, inspection))
        words = [words_of(page) for page in pages]
        notes = pool.searchable_pdf(source, words, inspection=inspection, target=target, archival=archival)
    for note in notes:
        print(note, file=sys.stderr)
    unread = [page.number for page in words if page.grade == "unreadable"]
    if unread:
        print(f"Halaman {', '.join(map(str, unread))} tidak terbaca; di dalamnya tidak ada yang dapat dicari.",
              file=sys.stderr)  # fmt: skip
    return PARTIAL if unread else 0
