"""What can be wrong with law data: always named by file and line."""

from __future__ import annotations

from extractor.errors import LindungError


class LawDataError(LindungError):
    """A row of law data cannot be taken; none of the file is used until it is corrected."""

    code = "law-data-invalid"
    status = 422
    exit_code = 5
    message = "Data hukum tidak dapat dipakai."
    remedy = "Perbaiki baris yang disebut, lalu jalankan pemeriksaan data hukum lagi."

    def __init__(self, problem: str, *, file: str, line: int) -> None:
        self.file = file
        self.line = line
        self.problem = problem
        super().__init__(f"{file} baris {line}: {problem} Berkas ini tidak dipakai.")
