"""Intake judges a file by its content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import UnreadableFile
from extractor.intake import identify
from extractor.intake.errors import EmptyFile, FileChanged, FileTooLarge, NotSupportedFile


def _file(folder: Path, content: bytes, name: str = "kontrak.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x00" * 900 + b"%PDF-1.4\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"II*\x00\x08\x00\x00\x00", "image/tiff"),
        (b"MM\x00*\x00\x00\x00\x08", "image/tiff"),
    ],
)
def test_the_content_decides_what_a_file_is(tmp_path: Path, content: bytes, media_type: str) -> None:
    """A file is recognised by its first bytes whatever its name says."""
    source = identify(_file(tmp_path, content, "laporan.docx"))
    assert source.media_type == media_type
    assert source.size == len(content)
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_the_name_people_know_is_kept(tmp_path: Path) -> None:
    """The name given with an upload stands in the result instead of the name on disk."""
    source = identify(_file(tmp_path, b"%PDF-1.7", "a1b2c3"), filename="SPK Keamanan.pdf")
    assert source.filename == "SPK Keamanan.pdf"


def test_a_header_after_the_first_kilobyte_is_no_pdf(tmp_path: Path) -> None:
    """%PDF beyond the first KiB does not make a file a PDF."""
    with pytest.raises(NotSupportedFile):
        identify(_file(tmp_path, b"\x00" * 1100 + b"%PDF-1.4\n"))


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml....word/document.xml", "Word"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml....xl/workbook.xml", "Excel"),
        (b"PK\x03\x04\n\x00mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b"PK\x03\x04\x14\x00\x00\x00foto.jpg", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Office lama"),
        (b"\n<!DOCTYPE html><html><title>Masuk</title>", "HTML"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x00\x00\x00\x18ftypheic\x00", "HEIC"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"%qdf-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj", "PDF yang bagian awalnya rusak"),
        (b"Rar!\x1a\x07\x01\x00", "arsip"),
        (b"Perjanjian kerja nomor 7, sebagaimana telah disepakati", "teks biasa"),
        (("kata é" * 400).encode(), "teks biasa"),
    ],
)
def test_a_refusal_names_what_the_file_seems_to_be(tmp_path: Path, content: bytes, seems: str) -> None:
    """Files sent by mistake are refused with their kind named and a remedy."""
    with pytest.raises(NotSupportedFile, match=seems) as caught:
        identify(_file(tmp_path, content))
    assert caught.value.remedy


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A file of no bytes is told apart from one of an unknown kind."""
    with pytest.raises(EmptyFile):
        identify(_file(tmp_path, b""))


def test_a_file_over_the_limit_is_refused_with_both_figures(tmp_path: Path) -> None:
    """The refusal of a large file tells its size and the limit."""
    path = _file(tmp_path, b"%PDF-1.7")
    with path.open("r+b") as file:
        file.truncate(101 * 1024 * 1024)
    with pytest.raises(FileTooLarge, match="101 MB, melebihi batas 100 MB"):
        identify(path)


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    """A folder, a missing file and a device end in a message, not in a traceback."""
    pipe = tmp_path / "pipa.pdf"
    os.mkfifo(pipe)
    for path in (tmp_path, tmp_path / "tidak-ada.pdf", Path(os.devnull), pipe):
        with pytest.raises(FileChanged):
            identify(path)


@given(st.binary(min_size=1, max_size=1200))
def test_any_bytes_end_in_a_type_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """No content makes intake fail in any other way than its own refusal."""
    path = _file(tmp_path_factory.mktemp("acak"), content)
    try:
        outcome: object = identify(path).size
    except UnreadableFile as refusal:
        outcome = refusal.code
    assert outcome in {len(content), "not-a-supported-file"}
