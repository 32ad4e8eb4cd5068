"""What can go wrong between a person (or program) and the house, beyond what the extractor says about files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from extractor.errors import LindungError, ReadingFailure


class NotSignedIn(LindungError):
    """The web shows the sign-in page instead."""

    code = "not-signed-in"
    status = 401
    message = "Anda belum masuk, atau sesi Anda sudah berakhir."
    remedy = "Masuk dengan nama pengguna dan kata sandi Anda, lalu ulangi."


class LoginRefused(LindungError):
    """Wrong name or password: the two are not told apart, so that names cannot be guessed."""

    code = "login-refused"
    status = 401
    message = "Nama pengguna atau kata sandi salah."
    remedy = "Periksa huruf besar/kecil lalu coba lagi, atau minta pengelola mengatur ulang kata sandi."


class LoginLocked(LoginRefused):
    """Too many wrong passwords in a row."""

    code = "login-locked"
    status = 429

    @classmethod
    def for_minutes(cls, minutes: int) -> Self:
        return cls(
            "Terlalu banyak percobaan masuk yang gagal; akun dikunci sementara.",
            remedy=f"Tunggu {minutes} menit lalu coba lagi, atau hubungi pengelola.",
        )


class OidcRefused(LindungError):
    """The office's own sign-in service, or we, did not let the person in."""

    code = "oidc-refused"
    status = 401
    message = "Anda belum masuk."
    remedy = "Coba lagi dari awal, atau minta pengelola memeriksa akun Anda."

    @classmethod
    def because(cls, why: str) -> Self:
        """``why`` in Indonesian, without a full stop."""
        return cls(f"Anda belum masuk: {why}.")


class OidcAway(LindungError):
    code = "oidc-away"
    status = 503
    message = "Layanan masuk kantor tidak menjawab sebagaimana mestinya; Anda belum masuk."
    remedy = "Coba lagi sebentar lagi, atau masuk dengan nama dan kata sandi Lindung."


class Forbidden(LindungError):
    code = "forbidden"
    status = 403
    exit_code = 6
    message = "Akun Anda tidak berwenang melakukan tindakan ini; tidak ada yang diubah."
    remedy = "Minta pengelola memberi peran yang sesuai."


class BadOrigin(LindungError):
    """Cross-site request, or a form without the token of its session."""

    code = "bad-origin"
    status = 403
    message = "Formulir ini tidak berasal dari sesi Anda; tidak ada yang diubah."
    remedy = "Muat ulang halaman lalu kirim lagi."


class NotFound(LindungError):
    """Also for things of another office: their existence is not told."""

    code = "not-found"
    status = 404
    exit_code = 5
    message = "Yang Anda cari tidak ada, atau bukan milik kantor Anda."
    remedy = "Periksa alamatnya atau cari dari daftar dokumen."


class NotReady(LindungError):
    code = "not-ready"
    status = 409
    exit_code = 5
    message = "Dokumen masih dibaca; laporannya belum ada."
    remedy = "Tunggu sampai pembacaan selesai lalu coba lagi."


class Invalid(LindungError):
    """A field that cannot be accepted. ``field`` is its name in the form or the request."""

    code = "invalid"
    status = 422
    exit_code = 2
    field: str = ""

    @classmethod
    def at(cls, field: str, message: str, *, remedy: str) -> Self:
        made = cls(message, remedy=remedy)
        made.field = field
        return made


class RowRefused(LindungError):
    """A form whose fields cannot be accepted, each said at its place. ``errors`` by the name of the field; "" is the
    whole form."""

    code = "row-refused"
    status = 422
    exit_code = 2
    message = "Isian belum disimpan; tidak ada data yang berubah."
    remedy = "Perbaiki yang ditandai, pilih lagi berkas SK-nya, lalu simpan lagi."

    def __init__(self, errors: Mapping[str, LindungError]) -> None:
        self.errors = dict(errors)
        super().__init__()


class ReasonMissing(Invalid):
    code = "reason-missing"
    field = "reason"
    message = "Temuan tidak dapat ditolak tanpa alasan; keputusan belum disimpan."
    remedy = "Tuliskan alasan singkat (misalnya pasal yang memuatnya), lalu simpan lagi."


class StaleDecision(LindungError):
    """Someone else decided in the meantime; nothing is overwritten."""

    code = "stale-decision"
    status = 409
    message = "Orang lain sudah memutuskan temuan ini sementara Anda membukanya; keputusan Anda belum disimpan."
    remedy = "Muat ulang halaman, lihat keputusan yang baru, lalu putuskan lagi bila perlu."


class StaleDocument(LindungError):
    """A form that was made before somebody else's step; nothing is overwritten."""

    code = "stale-document"
    status = 409
    message = "Keadaan dokumen ini sudah diubah orang lain sementara Anda membukanya; perubahan Anda belum disimpan."
    remedy = "Lihat keadaannya yang sekarang di halaman ini, lalu ulangi bila masih perlu."


class StaleCorrection(LindungError):
    code = "stale-correction"
    status = 409
    message = "Orang lain sudah mengoreksi bagian ini sementara Anda membukanya; koreksi Anda belum disimpan."
    remedy = "Lihat nilai yang sekarang, lalu simpan lagi bila isian Anda yang benar."


class NotOpen(LindungError):
    """The document is in a state in which this cannot be done."""

    code = "not-open"
    status = 409
    message = "Dokumen ini tidak sedang dalam keadaan yang membolehkan tindakan itu; tidak ada yang diubah."
    remedy = "Lihat keadaannya di halaman dokumen; yang sudah diperiksa harus dikembalikan dulu sebelum diubah."


class SamePerson(LindungError):
    """Checking and approving need two people."""

    code = "same-person"
    status = 409
    message = "Anda sendiri yang menyatakan dokumen ini diperiksa, jadi tidak dapat menyetujuinya."
    remedy = "Minta orang lain yang berwenang untuk menyetujui."


class KnownElsewhere(LindungError):
    """The very same file was handed in by an agency whose documents this person does not see."""

    code = "known-elsewhere"
    status = 409
    message = "Berkas yang sama sudah diserahkan melalui instansi lain di kantor ini; tidak disimpan dua kali."
    remedy = "Hubungi pengelola kantor bila instansi Anda yang seharusnya menyerahkannya."


class DiskFull(LindungError):
    code = "disk-full"
    status = 507
    exit_code = 7
    message = "Ruang disk server hampir habis; berkas tidak disimpan."
    remedy = "Hubungi pengelola untuk mengosongkan disk, lalu kirim lagi berkasnya."


class StorageDamaged(LindungError):
    code = "storage-damaged"
    status = 500
    message = "Berkas asli dokumen ini tidak ditemukan lagi di penyimpanan."
    remedy = "Hubungi pengelola untuk memulihkan cadangan, atau unggah lagi berkasnya."


class PageGivenUp(ReadingFailure):
    """A page that ended the reading process too often; a recorded gap."""

    code = "page-given-up"
    message = "Halaman ini berulang kali menghentikan mesin pembaca, sehingga dilewati dan tidak diperiksa."
    remedy = "Pindai ulang halaman ini atau cetak ke PDF baru, lalu unggah lagi."


class ReadingGivenUp(ReadingFailure):
    """The job of a document was begun too often without an end."""

    code = "reading-given-up"
    message = "Pembacaan dokumen ini berulang kali terhenti dan tidak dilanjutkan lagi."
    remedy = "Baca ulang dokumen ini; bila berulang, pindai ulang berkasnya atau hubungi pengelola."


class NoPageReadable(ReadingFailure):
    """Every page is a gap."""

    code = "no-page-readable"
    message = "Tidak satu pun halaman dapat dibaca, sehingga tidak ada yang dapat diperiksa."
    remedy = "Pindai ulang dokumen dengan 300 dpi, lurus dan terang, lalu unggah lagi."


class WorkerBusy(LindungError):
    """Another process is the worker of this data folder."""

    code = "worker-busy"
    status = 503
    exit_code = 8
    message = "Lindung sudah berjalan dengan folder data ini."
    remedy = "Pakai yang sudah berjalan, atau hentikan dulu; folder data lain dipilih dengan LINDUNG_DATA_DIR."


class ShareGone(LindungError):
    """The folder of a batch cannot be listed: a network share that vanished, a disk pulled out."""

    code = "share-gone"
    status = 409
    exit_code = 5
    message = "Folder sumber tidak dapat dibuka; berkas yang belum diambil menunggu."
    remedy = "Sambungkan lagi folder jaringannya atau periksa izinnya; pembacaan berlanjut dengan sendirinya."


class FolderUnreadable(LindungError):
    code = "folder-unreadable"
    message = "Folder atau berkas ini tidak boleh dibuka oleh program, sehingga isinya tidak diambil."
    remedy = "Beri izin baca kepada akun yang menjalankan Lindung, lalu ulangi."


class NotARegularFile(LindungError):
    """Links, devices, FIFOs, sockets."""

    code = "not-a-regular-file"
    message = "Ini tautan atau berkas khusus, bukan berkas biasa, sehingga tidak diambil."
    remedy = "Salin berkas aslinya ke dalam folder lalu ulangi."


class FileGone(LindungError):
    code = "file-gone"
    message = "Berkas ini sudah tidak ada ketika akan diambil."
    remedy = "Kembalikan berkasnya ke folder lalu ulangi."


class FileChanging(LindungError):
    """The file changed while it was copied, several times over."""

    code = "file-changing"
    message = "Berkas ini terus berubah ketika disalin, sehingga belum diambil."
    remedy = "Tunggu sampai pemindai atau penyalinan selesai, lalu ulangi."


class FileUnreadable(LindungError):
    code = "file-unreadable"
    message = "Berkas ini tidak dapat dibuka, sehingga tidak diambil."
    remedy = "Periksa izin baca dan keadaan disknya, lalu ulangi."


class BatchClosed(LindungError):
    code = "batch-closed"
    status = 409
    exit_code = 5
    message = "Kiriman folder ini sudah selesai atau dibatalkan; tidak ada yang diubah."
    remedy = "Muat ulang halaman; kirim foldernya lagi bila masih perlu."


class AuditKeyMissing(LindungError):
    code = "audit-key-missing"
    status = 503
    exit_code = 5
    message = "Kunci jejak audit tidak ada, sedangkan jejaknya sudah bersegel; Lindung tidak dijalankan."
    remedy = "Kembalikan berkas audit.key dari cadangan ke folder data, atau isi LINDUNG_AUDIT_KEY."


class AuditKeyWrong(LindungError):
    code = "audit-key-wrong"
    status = 503
    exit_code = 5
    message = "Kunci jejak audit bukan kunci yang menyegel jejak ini, atau kepala jejaknya diubah."
    remedy = "Kembalikan audit.key (atau LINDUNG_AUDIT_KEY) yang semula; buktinya: lindung audit verify."


class ReportKnown(LindungError):
    """The same letter about the same contract was recorded before."""

    code = "report-known"
    status = 409
    message = "Laporan dengan nomor surat ini untuk kontrak itu sudah tercatat; tidak ada yang ditambahkan."
    remedy = "Periksa nomor suratnya, atau lihat laporan yang sudah ada di daftar."


class RecapChanged(LindungError):
    """The register changed between two counts of one recapitulation."""

    code = "recap-changed"
    status = 409
    message = "Daftar berubah sementara rekapitulasi ini dihitung; rekapitulasi belum ditetapkan."
    remedy = "Tetapkan sekali lagi; bila kiriman besar sedang disetujui, tunggu sampai selesai."


class PublicationChanged(LindungError):
    """What would be published is not what the person has looked at."""

    code = "publication-changed"
    status = 409
    message = "Angkanya berubah sejak pratinjau yang Anda lihat; belum ada yang diterbitkan."
    remedy = "Periksa pratinjau yang baru di halaman ini, lalu terbitkan."


class BackupRefused(LindungError):
    """No copy is made, or none put back, because something is in the way."""

    code = "backup-refused"
    status = 409
    exit_code = 2

    @classmethod
    def at(cls, folder: Path) -> Self:
        return cls(
            f"Folder {folder} sudah berisi; tidak ada yang ditulis ke sana.",
            remedy="Pilih folder kosong atau yang belum ada.",
        )


class DemoRefused(LindungError):
    """A demonstration is made in a folder of its own, never beside an office's contracts."""

    code = "demo-refused"
    status = 409
    exit_code = 2

    @classmethod
    def at(cls, folder: Path) -> Self:
        return cls(
            f"Folder {folder} sudah berisi; data contoh tidak dicampur dengan data kantor, jadi tidak ada yang dibuat.",
            remedy="Sebut folder kosong atau yang belum ada: lindung demo FOLDER",
        )


class BackupBroken(LindungError):
    """A copy that cannot be trusted."""

    code = "backup-broken"
    exit_code = 5
    message = "Folder ini bukan cadangan Lindung yang utuh; tidak ada yang dipulihkan."
    remedy = "Pilih folder cadangan yang dibuat dengan `lindung backup`."

    @classmethod
    def at(cls, name: str) -> Self:
        return cls(
            f"Berkas {name} dalam cadangan hilang atau berubah; tidak ada yang dipulihkan.",
            remedy="Pakai cadangan lain, atau salin ulang cadangan ini dari sumbernya.",
        )
