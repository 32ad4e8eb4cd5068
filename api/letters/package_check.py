"""Is a file a Word document that may be opened here? Looked at before anything of it is unpacked or parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from api.letters.errors import TemplateRefused

LARGEST = 2 * 1024 * 1024
"""Bytes of a template as it is handed in."""
MOST_PARTS = 300
LARGEST_PART = 4 * 1024 * 1024
LARGEST_UNPACKED = 16 * 1024 * 1024
"""Bytes that come out of it: a bomb is small outside and large inside."""
_BODY = "word/document.xml"
_FOREIGN = re.compile(rb'TargetMode\s*=\s*["\']External["\']', re.IGNORECASE)
_HYPERLINK = re.compile(rb"/relationships/hyperlink[\"']", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE = "Simpan dari Word atau LibreOffice sebagai .docx, lalu unggah lagi."


def require_document(data: bytes) -> None:
    """TemplateRefused unless ``data`` is a Word document without macros, entities and things of other hosts, of a
    bearable size inside and out. A declared size is not believed: what is unpacked is counted."""
    if len(data) > LARGEST:
        raise TemplateRefused("Berkas templat lebih besar dari 2 MB.", remedy="Kecilkan gambarnya, lalu unggah lagi.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _require_parts(package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        # RuntimeError: a part with a password; NotImplementedError: a packing that nobody uses in a document.
        raise TemplateRefused("Berkas ini bukan dokumen Word (.docx) yang utuh.", remedy=_SAVE) from None


def _require_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if _BODY not in names or "[Content_Types].xml" not in names:
        raise TemplateRefused("Berkas ini bukan dokumen Word (.docx).", remedy=_SAVE)
    if len(parts) > MOST_PARTS or len(names) != len(parts):
        raise TemplateRefused(f"Berkas ini berisi lebih dari {MOST_PARTS} bagian, atau bagian ganda.", remedy=_SAVE)
    total = 0
    for part in parts:
        content = _unpacked(package, part)
        total += len(content)
        if total > LARGEST_UNPACKED:
            raise TemplateRefused("Isi berkas ini terlalu besar bila dibuka.", remedy="Kecilkan gambarnya.")
        name = part.filename.lower()
        if name.endswith((".bin", ".exe", ".js", ".vbs")) or "vba" in name or b"macroEnabled" in content[:20_000]:
            raise TemplateRefused(
                "Berkas ini berisi makro atau benda tertanam.", remedy="Simpan sebagai .docx tanpa makro."
            )
        if name.endswith((".xml", ".rels")):
            _require_plain(name, content)


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with package.open(part) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise TemplateRefused("Isi berkas ini terlalu besar bila dibuka.", remedy="Kecilkan gambarnya.")
    return content


def _require_plain(name: str, content: bytes) -> None:
    if b"\x00" in content[:200] or _DECLARED.search(content):
        raise TemplateRefused("Berkas ini berisi pernyataan XML yang tidak dipakai Word.", remedy=_SAVE)
    if name.endswith(".rels"):
        for relation in _RELATION.findall(content):
            if _FOREIGN.search(relation) and not _HYPERLINK.search(relation):
                raise TemplateRefused(
                    "Berkas ini mengambil gambar atau templat dari alamat lain.",
                    remedy="Tempelkan gambarnya ke dalam dokumen, lalu unggah lagi.",
                )
