"""Child side: what a file holds before any page is read. Two libraries count the pages, because each one alone
loses pages of odd files without saying so; a page lost in silence is the worst that can happen to a checker.
"""

from __future__ import annotations

import io
import mmap
import os
import re
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.intake.errors import (
    DamagedFile,
    ImageTooLarge,
    NoPages,
    PageTooLarge,
    PasswordProtected,
    TooManyPages,
    TruncatedPdf,
)
from extractor.pages.imagefile import ImageFile, ImageUnopenable
from extractor.pages.raster import PdfFile
from extractor.sandbox.documents import mapped
from extractor.sandbox.limits import Limits
from extractor.sandbox.requests import InspectReply, InspectRequest
from extractor.sandbox.verb import Files

TAIL_BYTES = 2048
_MOST_LOOKED_AT = 10_000
_PIKEPDF_TROUBLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, OverflowError)

POLYGLOT = "Berkas tidak langsung diawali tanda PDF; bagian di depannya diabaikan."
REPAIRED = "Susunan berkas PDF ini rusak dan dibaca dari salinan yang diperbaiki; berkas asli tidak diubah."
TRUNCATED = (
    "Bagian akhir berkas PDF ini hilang; halaman terakhir mungkin tidak ikut terbaca. "
    "Cocokkan jumlah halaman dengan dokumen aslinya."
)
SCRIPT = "Berkas PDF ini berisi skrip (JavaScript); skrip itu tidak pernah dijalankan."
XFA = (
    "Berkas PDF ini memakai formulir XFA; isi formulirnya mungkin tidak tampak di sini. "
    "Cetak ke PDF dari Adobe Reader, lalu periksa hasilnya."
)
ATTACHED = "Berkas PDF ini membawa berkas lampiran; lampiran itu tidak dibuka dan tidak diperiksa."
SIGNED = "Berkas PDF ini bertanda tangan elektronik; berkas asli tidak diubah."
UNDRAWN_FORM = "Isian formulir PDF ini tidak digambar di halamannya; bandingkan dengan tampilan di pembaca PDF."


@dataclass(frozen=True, slots=True)
class _Count:
    """How many pages one library sees; None when it cannot open the file. ``locked`` when it asks for a password.

    ``openable`` is how many of its pages pdfium finds when asked for each.
    """

    pages: int | None
    locked: bool = False
    openable: int = 0


def inspect(request: InspectRequest, files: Files, limits: Limits) -> InspectReply:
    """Count, check limits, repair where needed (into the output file). Raises ``UnreadableFile`` subclasses."""
    data = mapped(files.input)
    if request.media_type == "application/pdf":
        return _inspect_pdf(data, output=files.output, limits=limits)
    return _inspect_image(data, limits=limits)


def _inspect_image(data: mmap.mmap, *, limits: Limits) -> InspectReply:
    try:
        image = ImageFile(data)
    except ImageUnopenable as error:
        raise DamagedFile from error
    if image.page_count < 1:
        raise NoPages
    if image.page_count > limits.pages:
        raise _too_many(image.page_count, limits)
    try:
        columns, rows = image.pixel_size(1)
    except ImageUnopenable as error:
        raise DamagedFile from error
    if columns * rows > limits.image_pixels and image.page_count == 1:
        raise ImageTooLarge(
            f"Gambar ini berukuran {columns} x {rows} piksel, terlalu besar untuk dibuka dengan aman, "
            "sehingga tidak diperiksa."
        )
    return InspectReply(page_count=image.page_count, repaired=False, notes=())


def _inspect_pdf(data: mmap.mmap, *, output: int, limits: Limits) -> InspectReply:
    notes: list[str] = []
    if data[:4] != b"%PDF":
        notes.append(POLYGLOT)
    cut_off = b"%%EOF" not in data[-TAIL_BYTES:]
    first = _pdfium_count(data)
    if first.pages is not None and first.pages > limits.pages:
        raise _too_many(first.pages, limits)
    try:
        second, remarks = _pikepdf_count(data)
    except pikepdf.PasswordError:
        second, remarks = _Count(None, locked=True), []
    # pdfium's error code may be an earlier file's: it counts only where pikepdf cannot open the file either.
    if not first.pages and (second.locked or (first.locked and second.pages is None)):
        raise PasswordProtected
    if second.pages is not None and second.pages > limits.pages:
        raise _too_many(second.pages, limits)
    agreed = first.pages and first.pages == second.pages == first.openable
    if agreed and not (cut_off and declared_pages(data) > first.openable):
        _check_sizes(data, limits=limits)
        return InspectReply(
            page_count=first.openable, repaired=False, notes=(*notes, *([TRUNCATED] if cut_off else []), *remarks)
        )
    if cut_off:
        notes.append(TRUNCATED)
    return _repaired(data, (first, second), output=output, limits=limits, notes=[*notes, *remarks], cut_off=cut_off)


def _repaired(
    data: mmap.mmap, counts: tuple[_Count, _Count], *, output: int, limits: Limits, notes: list[str], cut_off: bool
) -> InspectReply:
    """The libraries disagree or one cannot open the file: rewrite it and count again.

    The largest figure anybody gives is kept as the number of pages. What cannot be opened of them becomes failed
    pages, and the document is ``partial``: better a page asked for in vain than one lost in silence.
    """
    copy = _rewritten(data)
    again = _pdfium_count(copy) if copy is not None else _Count(None)
    use_copy = copy is not None and again.openable > counts[0].openable
    if use_copy and copy is not None:
        _check_sizes(copy, limits=limits)
        _write(output, copy)
        notes = [REPAIRED, *notes]
    openable = max(again.openable, counts[0].openable)
    seen = {n for n in (counts[0].pages, counts[1].pages, again.pages) if n}
    if cut_off and 0 < (declared := declared_pages(data)) <= limits.pages:
        seen.add(declared)
    most = max(seen, default=0)
    if most > limits.pages:
        raise _too_many(most, limits)
    if openable == 0:
        if counts[0].pages == 0 or counts[1].pages == 0:
            raise NoPages
        raise TruncatedPdf if cut_off else DamagedFile
    if most != openable:
        notes = [_count_note(openable, sorted(seen)), *notes]
    return InspectReply(page_count=most, repaired=use_copy, notes=tuple(notes))


def _count_note(openable: int, seen: list[int]) -> str:
    figures = " dan ".join(str(count) for count in seen)
    return (
        f"Jumlah halaman berkas ini tidak pasti (tercatat {figures}); {openable} halaman dapat dibuka. "
        "Petugas harus mencocokkan jumlah halaman dengan dokumen aslinya."
    )


def _pdfium_count(data: mmap.mmap | bytearray) -> _Count:
    try:
        pdf = PdfFile(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        return _Count(None, locked=locked)
    try:
        count = pdf.page_count
        numbers = range(1, min(count, _MOST_LOOKED_AT) + 1)
        return _Count(count, openable=sum(pdf.page_size(number) != (0.0, 0.0) for number in numbers))
    finally:
        pdf.close()


def _pikepdf_count(data: mmap.mmap) -> tuple[_Count, list[str]]:
    """Its page count and remarks on what else the file carries. Raises ``pikepdf.PasswordError``."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _Count(len(pdf.pages)), _remarks(pdf)
    except pikepdf.PasswordError:
        raise
    except _PIKEPDF_TROUBLE:
        return _Count(None), []


def declared_pages(data: mmap.mmap) -> int:
    """What a cut-off file itself says about its pages, read from its bytes: the libraries, repairing it, forget it.

    0 when it says nothing. Linearized files tell it in their first object (ISO 32000-1 annex F), others in the page
    tree, unless that is packed.
    """
    figures = [int(found) for found in re.findall(rb"/Linearized.{0,200}?/N\s+(\d{1,9})", data[:TAIL_BYTES], re.DOTALL)]
    for dictionary in re.finditer(rb"<<[^<>]{0,100000}/Pages\b[^<>]{0,100000}>>", data):
        figures += [int(found) for found in re.findall(rb"/Count\s+(\d{1,9})", dictionary.group())]
    return max(figures, default=0)


def _rewritten(data: mmap.mmap) -> bytearray | None:
    """The file written anew by pikepdf (qpdf); None when even that cannot open it."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            # A true count at the root, and a tree written anew without inner nodes: qpdf flattens it when touched.
            pdf.Root.Pages.Count = len(pdf.pages)
            pdf.add_blank_page()
            del pdf.pages[-1]
            sink = io.BytesIO()
            pdf.save(sink)
            return bytearray(sink.getvalue())
    except (pikepdf.PasswordError, *_PIKEPDF_TROUBLE):
        return None


def _check_sizes(data: mmap.mmap | bytearray, *, limits: Limits) -> None:
    """Refuse the file when no page at all is of a size that may be opened; single large pages fail one by one."""
    pdf = PdfFile(data)
    try:
        largest_allowed = limits.page_side_points
        if all(max(pdf.page_size(number)) > largest_allowed for number in range(1, pdf.page_count + 1)):
            raise PageTooLarge
    finally:
        pdf.close()


def _remarks(pdf: pikepdf.Pdf) -> list[str]:
    """Indonesian notes about scripts, forms, attachments and signatures; a broken corner of the file gives none."""
    checks = (
        (_has_script, SCRIPT), (_has_xfa, XFA), (_has_attachments, ATTACHED), (_is_signed, SIGNED),
        (_needs_appearances, UNDRAWN_FORM),
    )  # fmt: skip
    found = []
    for holds, note in checks:
        try:
            if holds(pdf.Root):
                found.append(note)
        except _PIKEPDF_TROUBLE:
            continue
    return found


def _has_script(root: Any) -> bool:
    action = root.get("/OpenAction", None)
    runs = isinstance(action, pikepdf.Dictionary) and "/JS" in action
    return runs or "/AA" in root or "/JavaScript" in root.get("/Names", {})


def _has_xfa(root: Any) -> bool:
    return "/XFA" in root.get("/AcroForm", {})


def _has_attachments(root: Any) -> bool:
    return "/EmbeddedFiles" in root.get("/Names", {}) or "/AF" in root


def _is_signed(root: Any) -> bool:
    return bool(int(root.get("/AcroForm", {}).get("/SigFlags", 0)) & 1)


def _needs_appearances(root: Any) -> bool:
    form = root.get("/AcroForm", {})
    return bool(form.get("/NeedAppearances", False)) and len(form.get("/Fields", [])) > 0


def _too_many(pages: int, limits: Limits) -> TooManyPages:
    figures = [f"{n:,}".replace(",", ".") for n in (pages, limits.pages)]
    return TooManyPages(
        f"Berkas ini berisi {figures[0]} halaman, melebihi batas {figures[1]}, sehingga tidak diperiksa."
    )


def _write(output: int, data: bytearray) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(output, view) :]
