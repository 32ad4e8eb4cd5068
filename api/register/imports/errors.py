"""Why a list cannot be taken, or an import not be taken back."""

from __future__ import annotations

from api.errors import Invalid
from extractor.errors import LindungError, UnreadableFile


class ListRefused(UnreadableFile):
    """The whole file: nothing of it was kept."""

    code = "list-refused"


class ImportInUse(LindungError):
    """Something later rests on what the import brought; nothing was taken back."""

    code = "import-in-use"
    status = 409
    exit_code = 5


class ImportOver(LindungError):
    """The import is not in a state in which this can be done."""

    code = "import-over"
    status = 409
    exit_code = 5
    message = "Impor ini sudah dijalankan, dibatalkan, atau kedaluwarsa; tidak ada yang diubah."
    remedy = "Lihat daftar impor, atau unggah lagi berkasnya."


class NothingToImport(Invalid):
    """All rows are wrong, or say what is known already."""

    code = "nothing-to-import"
    message = "Tidak ada baris yang dapat diimpor; tidak ada yang diubah."
    remedy = "Perbaiki baris yang salah di berkasnya, lalu unggah lagi."
