"""What the API refuses programs, beyond what people meet too (``api.errors``). All codes stand in docs/api.md."""

from __future__ import annotations

from typing import ClassVar, Self

from extractor.errors import LindungError, UnreadableFile

# -- who asks ----------------------------------------------------------------------------------------------------------


class TokenRefused(LindungError):
    """A bearer token that opens nothing. ``problem`` goes into WWW-Authenticate (RFC 6750)."""

    code = "token-unknown"
    status = 401
    exit_code = 6
    message = "Token ini tidak dikenal; permintaan tidak dilayani."
    remedy = "Periksa apakah token disalin utuh, atau minta pengelola membuat yang baru: lindung token add."
    problem: ClassVar[str] = "invalid_token"


class TokenExpired(TokenRefused):
    code = "token-expired"
    message = "Masa berlaku token ini sudah habis; permintaan tidak dilayani."
    remedy = "Minta token akses baru dengan client_id dan client_secret, atau minta pengelola membuat token baru."


class TokenRevoked(TokenRefused):
    code = "token-revoked"
    message = "Token ini sudah dicabut, atau akunnya ditutup; permintaan tidak dilayani."
    remedy = "Tanyakan kepada pengelola mengapa dicabut; bila masih perlu, minta token baru."


class ScopeMissing(LindungError):
    code = "scope-missing"
    status = 403
    exit_code = 6
    message = "Token ini tidak mencakup tindakan itu; tidak ada yang diubah."
    remedy = "Pakai token dengan cakupan yang sesuai, atau minta pengelola membuatnya."

    @classmethod
    def of(cls, scope: str) -> Self:
        return cls(
            f"Token ini tidak mencakup {scope}; tidak ada yang diubah.",
            remedy=f"Pakai token dengan cakupan {scope}, atau minta pengelola membuatnya.",
        )


class PasswordDue(LindungError):
    code = "password-change-due"
    status = 403
    exit_code = 6
    message = "Akun ini masih memakai kata sandi sekali pakai; API belum dapat dipakai."
    remedy = "Masuk lewat peramban dan ganti kata sandinya, atau pakai klien API: lindung client add."


class TooManyRequests(LindungError):
    """``seconds`` until the next request is served."""

    code = "too-many-requests"
    status = 429
    message = "Terlalu banyak permintaan dalam waktu singkat; yang ini tidak dilayani."
    remedy = "Tunggu selama yang disebut Retry-After, lalu ulangi; kirim lebih jarang."

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


# -- repeating a request -----------------------------------------------------------------------------------------------


class KeyReused(LindungError):
    code = "idempotency-key-reused"
    status = 422
    message = "Idempotency-Key ini sudah dipakai untuk permintaan lain; permintaan ini tidak dilayani."
    remedy = "Pakai kunci baru untuk setiap permintaan baru; ulangi hanya permintaan yang persis sama."


class KeyInFlight(LindungError):
    code = "idempotency-key-in-flight"
    status = 409
    message = "Permintaan dengan Idempotency-Key ini masih dikerjakan."
    remedy = "Tunggu beberapa detik lalu ulangi; jawabannya akan sama."


class VersionMissing(LindungError):
    code = "if-match-missing"
    status = 428
    message = "Perubahan ini memerlukan If-Match; tidak ada yang diubah."
    remedy = "Ambil dulu dokumennya dan kirim ETag-nya sebagai If-Match."


class VersionChanged(LindungError):
    code = "if-match-failed"
    status = 412
    message = "Dokumen ini sudah berubah sejak Anda mengambilnya; tidak ada yang diubah."
    remedy = "Ambil lagi dokumennya, periksa perubahannya, lalu ulangi dengan ETag yang baru."


# -- archives ----------------------------------------------------------------------------------------------------------


class ArchiveRefused(UnreadableFile):
    """A ZIP that is not opened, or not to its end: nothing of it is kept."""

    code = "archive-unreadable"
    message = "Arsip ZIP ini rusak atau terpotong; tidak ada isinya yang diambil."
    remedy = "Buat ulang arsipnya, lalu kirim lagi."


class ArchiveTooMany(ArchiveRefused):
    code = "archive-too-many-entries"
    status = 413
    message = "Arsip ZIP ini memuat terlalu banyak berkas; tidak ada isinya yang diambil."
    remedy = "Bagi menjadi beberapa arsip, masing-masing paling banyak 2.000 berkas."


class ArchiveTooLarge(ArchiveRefused):
    code = "archive-too-large"
    status = 413
    message = "Isi arsip ZIP ini melampaui batas setelah dibuka; tidak ada isinya yang diambil."
    remedy = "Bagi menjadi beberapa arsip yang lebih kecil; PDF tidak perlu dimampatkan."


class EntryUnsafe(UnreadableFile):
    code = "entry-unsafe-path"
    message = "Nama berkas ini di dalam arsip menunjuk ke luar arsip, sehingga tidak diambil."
    remedy = "Buat ulang arsipnya dengan nama berkas biasa, tanpa .. dan tanpa garis miring di depan."


class EntryDamaged(UnreadableFile):
    code = "entry-damaged"
    message = "Berkas ini rusak di dalam arsip, sehingga tidak diambil."
    remedy = "Masukkan lagi berkas aslinya ke dalam arsip, lalu kirim lagi."


class EntryPacked(UnreadableFile):
    code = "entry-unknown-packing"
    message = "Berkas ini dikunci atau dimampatkan dengan cara yang tidak dikenal, sehingga tidak diambil."
    remedy = "Buat ulang arsip ZIP biasa tanpa kata sandi (Deflate), lalu kirim lagi."


class ReferenceOff(LindungError):
    code = "reference-not-configured"
    status = 404
    message = "Server ini tidak mengambil berkas dari folder atau bucket itu untuk kantor Anda; tidak ada yang diambil."
    remedy = "Minta pengelola mengisi LINDUNG_REFERENCE_DIR atau LINDUNG_REFERENCE_S3, atau kirim berkasnya sendiri."


# -- keeping -----------------------------------------------------------------------------------------------------------


class Retained(LindungError):
    code = "under-retention"
    status = 409
    exit_code = 6
    message = "Dokumen ini masih dalam masa simpan atau ditahan untuk perkara hukum; tidak dihapus."
    remedy = "Ubah tanggal simpannya atau lepaskan penahanannya dulu, bila memang berwenang."


# -- webhooks ----------------------------------------------------------------------------------------------------------


class AddressRefused(LindungError):
    code = "webhook-address-refused"
    status = 422
    message = "Alamat webhook ini tidak dapat dipakai; tidak ada yang disimpan."
    remedy = "Pakai alamat https di jaringan umum; untuk jaringan kantor, pengelola memasang LINDUNG_WEBHOOK_PRIVATE=1."
