"""What a file really is: judged by its first bytes, never by its name, and without opening it as a document.

Opening (parsing) happens only in the sandboxed child (``extractor.sandbox``); here bytes are read and hashed.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from extractor.intake.errors import EmptyFile, FileChanged, FileTooLarge, NotSupportedFile
from extractor.intake.types import MediaType, SourceFile

MAX_FILE_BYTES = 100 * 1024 * 1024
"""The largest file taken: 100 MiB (about 500 scanned pages of 200 kB)."""

HEAD_BYTES = 1024
"""PDF readers accept ``%PDF`` anywhere in the first 1,024 bytes (ISO 32000-1 annex H, implementation note 13)."""

_IMAGES: tuple[tuple[bytes, MediaType], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),  # BigTIFF
    (b"MM\x00+", "image/tiff"),
)

_SAVE_IMAGE = "Buka gambar itu, simpan sebagai JPEG, PNG, atau PDF, lalu unggah hasilnya."
_FETCH_AGAIN = "Salin atau unduh ulang berkas dari sumbernya sampai selesai, atau pindai ulang dokumennya."
_UNPACK = "Ekstrak (unzip) arsip itu, lalu unggah PDF atau gambar di dalamnya satu per satu."


def identify(path: Path, *, filename: str | None = None, max_bytes: int = MAX_FILE_BYTES) -> SourceFile:
    """Recognise the file by content and hash it.

    ``filename`` is the name people know it by (an upload is stored under another one); it decides nothing.
    Raises a subclass of ``UnreadableFile``: FileChanged, EmptyFile, FileTooLarge or NotSupportedFile.
    """
    try:
        # Not blocking: a named pipe under the path must be refused, not waited for.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            mode = os.fstat(file.fileno())
            if not stat.S_ISREG(mode.st_mode):
                raise FileChanged
            if mode.st_size == 0:
                raise EmptyFile
            if mode.st_size > max_bytes:
                raise too_large(mode.st_size, max_bytes=max_bytes)
            head = file.read(HEAD_BYTES)
            media_type = media_type_of(head)
            digest, size = _hash(file, head, max_bytes=max_bytes)
    except OSError as error:
        raise FileChanged from error
    return SourceFile(
        path=path, filename=filename or path.name, media_type=media_type, sha256=digest, size=size
    )  # fmt: skip


def media_type_of(head: bytes) -> MediaType:
    """The media type told by the first KiB; raises NotSupportedFile naming what the file seems to be."""
    for magic, media_type in _IMAGES:
        if head.startswith(magic):
            return media_type
    if b"%PDF" in head[:HEAD_BYTES]:
        return "application/pdf"
    raise _not_supported(head)


def too_large(size: int, *, max_bytes: int = MAX_FILE_BYTES) -> FileTooLarge:
    """The refusal with both figures in it, also for the web form that counts bytes while they arrive."""
    return FileTooLarge(
        f"Berkas ini berukuran {_megabytes(size)} MB, melebihi batas {_megabytes(max_bytes)} MB, "
        "sehingga tidak diterima dan tidak disimpan."
    )


def _hash(file: BinaryIO, head: bytes, *, max_bytes: int) -> tuple[str, int]:
    """SHA-256 over everything in pieces of 1 MiB; a file that grows over the limit meanwhile is refused."""
    digest = hashlib.sha256(head)
    size = len(head)
    while piece := file.read(1 << 20):
        size += len(piece)
        if size > max_bytes:
            raise too_large(size, max_bytes=max_bytes)
        digest.update(piece)
    return digest.hexdigest(), size


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".replace(".", ",").removesuffix(",0")


def _not_supported(head: bytes) -> NotSupportedFile:
    """Name the formats people really send by mistake."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_kind(head)
    if re.search(rb"\b\d+ \d+ obj\b", head):
        return NotSupportedFile.that_seems("PDF yang bagian awalnya rusak", remedy=_FETCH_AGAIN)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return NotSupportedFile.that_seems("dokumen Office lama (.doc, .xls, atau .ppt)")
    if text.startswith(b"{\\rtf"):
        return NotSupportedFile.that_seems("dokumen RTF")
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return NotSupportedFile.that_seems(
            "halaman web (HTML); mungkin yang terunduh adalah halaman masuk, bukan dokumennya"
        )
    if text.startswith(b"<?xml"):
        return NotSupportedFile.that_seems("berkas XML")
    if head.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return NotSupportedFile.that_seems("arsip terkompresi", remedy=_UNPACK)
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
            return NotSupportedFile.that_seems("foto HEIC/AVIF dari ponsel", remedy=_SAVE_IMAGE)
        return NotSupportedFile.that_seems("video")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return NotSupportedFile.that_seems("gambar WebP", remedy=_SAVE_IMAGE)
    if head.startswith((b"GIF87a", b"GIF89a")):
        return NotSupportedFile.that_seems("gambar GIF", remedy=_SAVE_IMAGE)
    if head.startswith(b"BM") and len(head) > 30:
        return NotSupportedFile.that_seems("gambar BMP", remedy=_SAVE_IMAGE)
    if head.startswith((b"MZ", b"\x7fELF")):
        return NotSupportedFile.that_seems("program yang dapat dijalankan", remedy="Jangan dibuka; tanyakan asalnya.")
    if head.startswith((b"%!PS", b"\x04%!PS")):
        return NotSupportedFile.that_seems("berkas PostScript")
    if _is_text(head):
        return NotSupportedFile.that_seems("teks biasa")
    return NotSupportedFile()


def _zip_kind(head: bytes) -> NotSupportedFile:
    """Office files are zip archives; the names of their first members tell which."""
    if b"mimetypeapplication/vnd.oasis" in head:
        return NotSupportedFile.that_seems("dokumen OpenDocument (LibreOffice)")
    if b"word/" in head:
        return NotSupportedFile.that_seems("dokumen Word")
    if b"xl/" in head:
        return NotSupportedFile.that_seems("lembar kerja Excel")
    if b"ppt/" in head:
        return NotSupportedFile.that_seems("presentasi PowerPoint")
    if b"[Content_Types].xml" in head:
        return NotSupportedFile.that_seems("dokumen Office (Word, Excel, atau PowerPoint)")
    return NotSupportedFile.that_seems("arsip ZIP", remedy=_UNPACK)


def _is_text(head: bytes) -> bool:
    """UTF-8 (the last character may be cut) without control characters."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) < HEAD_BYTES or error.start < HEAD_BYTES - 4:
            return False
        text = head[: error.start].decode("utf-8")
    return all(character.isprintable() or character in "\t\r\n\f" for character in text)
