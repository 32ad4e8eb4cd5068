"""What can be wrong with the bucket that the files lie in. The folder knows DiskFull and StorageDamaged alone."""

from __future__ import annotations

from api.errors import DiskFull
from extractor.errors import LindungError


class StorageAway(LindungError):
    """The S3 server does not answer, or not as one. Jobs wait for it; nothing is given up because of it."""

    code = "storage-away"
    status = 503
    exit_code = 10
    message = "Penyimpanan berkas (S3) tidak dapat dihubungi; berkas untuk sementara tidak dapat disimpan atau dibuka."
    remedy = (
        "Tunggu sebentar lalu ulangi; dokumen yang sedang dibaca berlanjut dengan sendirinya. "
        "Bila berulang, minta pengelola menjalankan lindung doctor."
    )


class StorageRefused(StorageAway):
    """The server answers, but not to these keys, or there is no such bucket."""

    code = "storage-refused"
    message = "Penyimpanan berkas (S3) menolak kunci atau nama bucket yang dipasang; berkas tidak dapat dibuka."
    remedy = (
        "Minta pengelola memeriksa LINDUNG_STORAGE dan kunci S3-nya dengan lindung doctor; "
        "dokumen yang menunggu berlanjut setelah server dijalankan lagi dengan kunci yang benar."
    )


class StorageFull(DiskFull):
    """The bucket takes no more: its quota or the disks behind it."""

    code = "storage-full"
    message = "Penyimpanan berkas (S3) penuh; berkas tidak disimpan."
    remedy = "Minta pengelola menambah kuota atau ruang penyimpanannya, lalu kirim lagi berkasnya."
