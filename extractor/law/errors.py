"""What can be wrong with law data: always named by file and line."""

from __future__ import annotations

from extractor.errors import LindungError


class LawDataError(LindungError):
    """A row of law data cannot be taken; none of the file is used until it is corrected.

    ``line`` counts from 1 (0: the file or folder as a whole); ``column`` is "" when no single column is at fault.
    """

    code = "law-data-invalid"
    status = 422
    exit_code = 5
    message = "Data hukum tidak dapat dipakai."
    remedy = "Perbaiki baris yang disebut, lalu jalankan pemeriksaan data hukum lagi."

    def __init__(self, problem: str, *, file: str, line: int, column: str = "") -> None:
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        where = f"{file} baris {line}" if line else file
        super().__init__(f"{where}: {problem}{' Berkas ini tidak dipakai.' if line else ''}")
