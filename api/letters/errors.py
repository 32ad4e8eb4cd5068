"""What can go wrong with letters and their templates."""

from __future__ import annotations

from api.errors import RowRefused
from extractor.errors import LindungError


class LetterRefused(RowRefused):
    """A form of a letter or of the office's data whose fields cannot be accepted. ``errors`` by the name of the field;
    "" is the whole form."""

    code = "letter-refused"
    message = "Isian belum disimpan; tidak ada yang berubah."
    remedy = "Perbaiki yang ditandai, lalu simpan lagi."


class LetterTaken(LindungError):
    """The letter is not in the state, or not the version, that the form was made for."""

    code = "letter-taken"
    status = 409
    message = "Surat ini sudah terbit, ditarik, atau diubah orang lain; perubahan Anda belum disimpan."
    remedy = "Muat ulang halaman suratnya, lalu ulangi bila masih perlu."


class NumberUsed(LindungError):
    code = "letter-number-used"
    status = 409
    message = "Nomor surat ini sudah dipakai; suratnya belum terbit."
    remedy = "Isi nomor lain; nomor surat yang ditarik pun tidak dipakai lagi."


class NotCheckedYet(LindungError):
    """Letters are about what a person has checked."""

    code = "not-checked-yet"
    status = 409
    message = "Dokumen ini belum diperiksa orang, jadi belum dapat menjadi dasar surat."
    remedy = "Putuskan temuannya dan nyatakan dokumen diperiksa, lalu buat suratnya."


class TemplateRefused(LindungError):
    """A Word file that cannot be a template; the one in use stays. ``unknown`` names the fields nobody fills."""

    code = "template-refused"
    status = 422
    exit_code = 2

    def __init__(self, message: str, *, remedy: str, unknown: tuple[str, ...] = ()) -> None:
        super().__init__(f"{message} Templat yang lama tetap dipakai.", remedy=remedy)
        self.unknown = unknown
