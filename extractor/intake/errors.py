"""Why a whole file is refused. Each says what happened, what it means for the document and what to do (Indonesian)."""

from __future__ import annotations

from typing import ClassVar

from extractor.errors import UnreadableFile


class NotSupportedFile(UnreadableFile):
    """The content is something else than a PDF, JPEG, PNG or TIFF. ``seems`` says what, in Indonesian."""

    code: ClassVar[str] = "not-a-supported-file"
    status = 415
    message = "Berkas ini bukan PDF, JPEG, PNG, atau TIFF, sehingga isinya tidak dapat dibaca dan tidak disimpan."
    remedy = "Buka berkas itu di program asalnya, simpan sebagai PDF, lalu unggah PDF-nya."

    @classmethod
    def that_seems(cls, seems: str, *, remedy: str | None = None) -> NotSupportedFile:
        """The error for a file that was recognised as something else, for example "dokumen Word"."""
        return cls(
            f"Berkas ini tampaknya {seems}, bukan PDF atau gambar, sehingga tidak dapat diperiksa dan tidak disimpan.",
            remedy=remedy,
        )


class EmptyFile(UnreadableFile):
    code: ClassVar[str] = "empty-file"
    message = "Berkas ini kosong (0 byte); tidak ada dokumen di dalamnya."
    remedy = "Periksa apakah pemindaian atau penyalinan sudah selesai, lalu unggah lagi berkas yang utuh."


class FileTooLarge(UnreadableFile):
    code: ClassVar[str] = "too-large"
    status = 413
    message = "Berkas ini melebihi batas 100 MB, sehingga tidak diterima dan tidak disimpan."
    remedy = "Pindai ulang dengan 300 dpi abu-abu, atau bagi menjadi beberapa berkas, satu kontrak per berkas."


class TruncatedPdf(UnreadableFile):
    code: ClassVar[str] = "truncated-pdf"
    message = "Berkas PDF ini terpotong: bagian akhirnya hilang dan tidak ada halaman yang dapat diselamatkan."
    remedy = "Salin atau unduh ulang berkas dari sumbernya sampai selesai, atau pindai ulang dokumennya."


class PasswordProtected(UnreadableFile):
    code: ClassVar[str] = "password-protected"
    message = "Berkas PDF ini dikunci dengan kata sandi, sehingga isinya belum dapat diperiksa."
    remedy = "Buka dengan kata sandinya, simpan salinan tanpa kata sandi (Cetak > Simpan sebagai PDF), lalu unggah itu."


class NoPages(UnreadableFile):
    code: ClassVar[str] = "no-pages"
    message = "Berkas ini tidak memuat satu halaman pun, jadi tidak ada yang dapat diperiksa."
    remedy = "Pastikan berkas yang dipilih benar, lalu pindai atau ekspor ulang dokumennya."


class TooManyPages(UnreadableFile):
    code: ClassVar[str] = "too-many-pages"
    status = 413
    message = "Berkas ini melebihi batas 2.000 halaman, sehingga tidak diperiksa."
    remedy = "Bagi menjadi beberapa berkas, satu kontrak per berkas, lalu unggah satu per satu."


class PageTooLarge(UnreadableFile):
    code: ClassVar[str] = "page-too-large"
    message = "Ukuran halaman berkas ini melebihi batas (sisi 10.000 pt, kira-kira 3,5 meter), sehingga tidak dibuka."
    remedy = "Ekspor atau pindai ulang dokumen dengan ukuran kertas biasa (A4 atau F4)."


class ImageTooLarge(UnreadableFile):
    code: ClassVar[str] = "image-too-large"
    status = 413
    message = "Gambar ini terlalu besar untuk dibuka dengan aman, sehingga tidak diperiksa."
    remedy = "Pindai ulang dengan 300 dpi, atau perkecil gambar di bawah 150 juta piksel."


class DamagedFile(UnreadableFile):
    code: ClassVar[str] = "damaged"
    message = "Berkas ini rusak: isinya tidak dapat dibuka, dan upaya perbaikan tidak berhasil."
    remedy = "Ambil ulang berkas dari sumber aslinya atau pindai ulang dokumennya."


class FileChanged(UnreadableFile):
    code: ClassVar[str] = "file-gone"
    message = "Berkas tidak dapat dibuka: tidak ada, tidak boleh dibaca, atau bukan berkas biasa."
    remedy = "Periksa letak dan hak akses berkas, lalu coba lagi."
