"""Damaged and very long files through the whole reading: no crash of this process, no hang, nothing left behind."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import hostile
import pikepdf
import pytest

from extractor.errors import UnreadableFile
from extractor.intake import Inspection, identify
from extractor.sandbox import Limits, ReadingPool
from extractor.words.types import PageFailure, PageWords

LIMITS = Limits(cpu_seconds=5, wall_seconds=60.0, address_space_bytes=1024**3)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, LIMITS) as ready:
        yield ready


def packed(content: bytes) -> bytes:
    """The same document with object streams: damage hits more than one object at a time."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(sink, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return sink.getvalue()


WHOLE = {
    "plain": hostile.plain(3),
    "packed": packed(hostile.plain(3)),
    "extras": hostile.with_extras(hostile.plain(2)),
    "encrypted": hostile.encrypted(hostile.plain(2), user=""),
    "jpeg": hostile.image_file(hostile.picture(120, 170), "JPEG"),
    "png": hostile.image_file(hostile.picture(120, 170), "PNG"),
    "tiff": hostile.image_file(hostile.picture(120, 170, mode="1"), "TIFF", compression="group4"),
}


def mutated(whole: bytes, *, seed: int) -> bytes:
    """The file with some of its bytes changed, removed, doubled or cut off; the first bytes stay."""
    chance = random.Random(seed)
    content = bytearray(whole)
    for _ in range(chance.choice((1, 3, 10, 40))):
        place = chance.randrange(12, len(content))
        match chance.randrange(5):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randrange(1, 60)]
            case 2:
                content[place:place] = content[place : place + chance.randrange(1, 60)]
            case 3:
                content[place : place + 4] = b"%04d" % chance.randrange(10_000)
            case 4:
                content[place : place + 2] = b"\xff\xff"
        if len(content) < 40:
            break
    return bytes(content) if chance.random() < 0.8 else bytes(content[: chance.randrange(20, len(content) + 1)])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_file_ends_in_pages_or_in_a_message(pool: ReadingPool, tmp_path: Path, kind: str) -> None:
    """Whatever the damage: a refusal with a remedy, or exactly as many pages and failures as were counted."""
    remedies: list[str] = []
    for seed in range(20):
        path = tmp_path / f"{seed}"
        path.write_bytes(mutated(WHOLE[kind], seed=seed))
        try:
            source = identify(path)
            inspection = pool.inspect(source)
        except UnreadableFile as refusal:
            remedies.append(refusal.remedy)
            continue
        few = Inspection(min(inspection.page_count, 4), inspection.repaired, inspection.notes)
        pages = list(pool.read_pages(source, few))
        assert [page.number for page in pages] == list(range(1, few.page_count + 1)), seed
        assert all(page.code != "page-crashed" for page in pages if isinstance(page, PageFailure)), seed
    assert all(remedies)
    known = {"lock"} | {worker.folder.name for worker in pool._living} | {copy.name for copy in pool._copies}
    assert {entry.name for entry in pool._workspace.path.iterdir()} <= known


def test_a_thousand_pages_need_no_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """Pages are closed as they are read: a child's memory stays flat over a long file, and no page is missing."""
    path = tmp_path / "panjang.pdf"
    path.write_bytes(hostile.plain(1000))
    source = identify(path)
    held: list[int] = []
    with ReadingPool(1, Limits(pages_per_child=10_000)) as pool:
        inspection = pool.inspect(source)
        count = 0
        for page in pool.read_pages(source, inspection):
            count += 1
            assert isinstance(page, PageWords)
            assert page.words[1].text == str(count)
            if count % 100 == 0:
                held.append(max(worker.resident_bytes for worker in pool._living))
    assert count == 1000
    assert max(held[1:]) - held[0] < 20 * 1024**2
