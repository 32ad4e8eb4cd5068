"""How the reading of one page (or an inspection) ends when the child does not answer properly."""

from __future__ import annotations

from typing import ClassVar

from extractor.errors import ReadingFailure
from extractor.words.engines import EngineName

_RESCAN = "Pindai ulang halaman ini pada 300 dpi abu-abu, lalu unggah lagi; bila berulang, periksa halaman dengan mata."


class PageStopped(ReadingFailure):
    """The child ended, or was ended, in the middle of a page. ``during`` is the engine it was in, if any."""

    code: ClassVar[str] = "page-stopped"
    during: EngineName | None = None


class PageCrashed(PageStopped):
    """The child died (SIGABRT, SIGSEGV, ...) or raised something unexpected."""

    code: ClassVar[str] = "page-crashed"
    message = "Pembaca terhenti saat membuka halaman ini; berkasnya mungkin rusak. Isi halaman ini belum diperiksa."
    remedy = _RESCAN


class PageCpuLimit(PageStopped):
    """The page used up its seconds of computing time (SIGXCPU)."""

    code: ClassVar[str] = "page-cpu-limit"
    message = "Halaman ini terlalu rumit: waktu hitung yang diizinkan habis. Isi halaman ini belum diperiksa."
    remedy = _RESCAN


class PageMemoryLimit(PageStopped):
    """The page wanted more memory than a child may have."""

    code: ClassVar[str] = "page-memory-limit"
    message = "Halaman ini memerlukan memori melebihi batas. Isi halaman ini belum diperiksa."
    remedy = _RESCAN


class PageTimeout(PageStopped):
    """No answer in time by the clock on the wall; says nothing about the page, so it may be tried again."""

    code: ClassVar[str] = "page-timeout"
    status = 503
    message = "Halaman ini belum selesai dibaca dalam batas waktu, mungkin karena komputer sedang sibuk."
    remedy = "Coba lagi saat komputer lebih lengang; bila berulang, pindai ulang halaman ini."


class PageGarbled(ReadingFailure):
    """The child's answer was not what was asked for; nothing of it is used."""

    code: ClassVar[str] = "page-garbled"
    message = "Jawaban pembaca untuk halaman ini tidak sah dan dibuang. Isi halaman ini belum diperiksa."
    remedy = "Coba lagi; bila berulang, pindai ulang halaman ini dan laporkan berkasnya kepada pengelola sistem."


class PageBeyondLimits(ReadingFailure):
    """One page of the file is larger than a page may be; the others are read."""

    code: ClassVar[str] = "page-beyond-limits"
    message = "Ukuran halaman ini melebihi batas, sehingga tidak dibuka. Isi halaman ini belum diperiksa."
    remedy = "Ekspor atau pindai ulang halaman ini dengan ukuran kertas biasa (A4 atau F4)."


class PageTooSmall(ReadingFailure):
    """A strip or a dot, not a sheet: nothing can be printed on it that could be read."""

    code: ClassVar[str] = "page-too-small"
    message = "Halaman ini terlalu kecil untuk memuat tulisan yang terbaca. Isi halaman ini belum diperiksa."
    remedy = "Pastikan berkas yang dipilih benar, lalu pindai ulang halaman ini pada 300 dpi."


class PageDamaged(ReadingFailure):
    """The page exists, but its content cannot be opened."""

    code: ClassVar[str] = "page-damaged"
    message = "Halaman ini rusak di dalam berkasnya dan tidak dapat dibuka. Isi halaman ini belum diperiksa."
    remedy = _RESCAN


class PoolClosed(ReadingFailure):
    """The pool was closed while a page waited; the page itself was not tried."""

    code: ClassVar[str] = "reading-stopped"
    status = 503
    message = "Pembacaan dihentikan sebelum halaman ini dibaca."
    remedy = "Jalankan lagi; halaman yang sudah selesai tidak dibaca ulang."


class SandboxUnavailable(ReadingFailure):
    """No child could be started at all."""

    code: ClassVar[str] = "sandbox-unavailable"
    status = 503
    message = "Proses pembaca tidak dapat dijalankan, sehingga dokumen belum diperiksa."
    remedy = "Jalankan `lindung doctor` untuk melihat penyebabnya, atau hubungi pengelola sistem."
