"""What is refused about a planning case."""

from __future__ import annotations

from api.errors import RowRefused
from extractor.errors import LindungError


class PlanRefused(RowRefused):
    """``errors`` by the name of the field."""

    code = "plan-refused"
    message = "Belum disimpan; tidak ada yang berubah."
    remedy = "Perbaiki isian yang ditandai, pilih lagi lampirannya bila ada, lalu simpan lagi."


class StalePlan(LindungError):
    """A form that was made before somebody else's change; nothing is overwritten."""

    code = "stale-plan"
    status = 409
    message = "Perencanaan ini sudah diubah orang lain sementara Anda membukanya; perubahan Anda belum disimpan."
    remedy = "Isian Anda masih ada di bawah. Lihat keadaannya yang sekarang, lalu simpan lagi bila masih perlu."


class PlanNotThere(LindungError):
    """The case lies on a desk on which this cannot be done."""

    code = "plan-not-there"
    status = 409
    message = "Perencanaan ini tidak sedang berada di meja yang membolehkan tindakan itu; tidak ada yang diubah."
    remedy = "Lihat mejanya yang sekarang di halaman perencanaan."


class SameFiler(LindungError):
    """Filing and the final approval need two people."""

    code = "plan-same-person"
    status = 409
    message = (
        "Anda sendiri yang menulis atau mengajukan perencanaan ini, jadi tidak dapat mencatat persetujuan akhirnya."
    )
    remedy = "Minta orang lain yang berwenang untuk mencatatnya."
