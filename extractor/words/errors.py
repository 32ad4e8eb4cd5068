"""What can go wrong while a page is read."""

from __future__ import annotations

from extractor.errors import ReadingFailure


class EngineFailure(ReadingFailure):
    """An engine crashed, ran out of time or is not there; another engine may take over."""

    code = "ocr-engine-failed"
    message = "Mesin baca (OCR) gagal membaca halaman ini."
    remedy = "Unggah ulang atau pindai ulang halaman ini pada 300 dpi; bila berulang, hubungi pengelola sistem."


class NoEngine(ReadingFailure):
    """A scanned page met an installation without any engine."""

    code = "ocr-engine-missing"
    message = (
        "Halaman ini hasil pindai, tetapi tidak ada mesin baca (OCR) yang terpasang, sehingga isinya tidak terbaca."
    )
    remedy = "Minta pengelola sistem memasang tesseract-ocr dan tesseract-ocr-ind, lalu periksa ulang dokumen ini."
