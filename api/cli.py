"""The command ``lindung``: the same verbs as the API.

What a command finds goes to standard output; what it has to say on the way goes to standard error. Exit codes:

=== ============================================================================
0   done
1   unexpected error, or ``doctor`` found something missing
2   wrong use of the command
3   the file cannot be read at all
4   done, but at least one page or row of a list could not be read
5   what was asked for does not exist, or law data is wrong
6   not allowed
7   the disk is full
8   another ``lindung`` works on the same data folder
9   the audit trail is not whole
10  the bucket that files lie in does not answer, or refuses
130 interrupted with Ctrl+C
=== ============================================================================
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from extractor.errors import LindungError
from models.user import Role


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    arguments = _parser().parse_args(argv)
    _log(arguments.verbose or arguments.command in ("serve", "watch"))
    try:
        if arguments.server is not None:
            from api.commands import remote

            return remote.run(arguments)
        _use_own_model()
        return _run(arguments)
    except LindungError as error:
        print(f"{error.message}\n{error.remedy}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # The reader of our output (``head``) has gone: nothing is wrong. Keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return 130


def _use_own_model() -> None:
    """Before anything of the facts stage is imported: results name the model they were read with."""
    from api import model_store

    model_store.activate()


def _run(arguments: argparse.Namespace) -> int:
    """Commands are imported only when called: ``lindung --help`` must not load OCR and language models."""
    match arguments.command:
        case "check":
            from api.commands import reading

            return reading.check(arguments.file, as_json=arguments.json)
        case "read":
            from api.commands import reading

            return reading.read(arguments.file, hocr=arguments.hocr)
        case "searchable":
            from api.commands import searchable

            return searchable.searchable(arguments.file, arguments.target, archival=arguments.pdfa)
        case "schema":
            from api.commands import reading

            return reading.schema()
        case "serve":
            from api.commands import server

            return server.serve(host=arguments.host, port=arguments.port, lan=arguments.lan)
        case "init":
            from api.commands import server

            return server.init()
        case "ingest":
            from api.commands import folder

            return folder.ingest(arguments.folder, pattern=arguments.pattern, out=arguments.out, as_json=arguments.json)
        case "watch":
            from api.commands import folder

            return folder.watch(arguments.folder, pattern=arguments.pattern)
        case "batch":
            from api.commands import folder

            return folder.manage(
                arguments.action,
                getattr(arguments, "batch", None),
                reason=getattr(arguments, "reason", None),
                out=getattr(arguments, "out", None),
                as_json=getattr(arguments, "json", False),
            )
        case "samples":
            from api.commands import folder

            return folder.samples()
        case "rules":
            from api.commands import law

            return law.rules(arguments.id, as_json=arguments.json)
        case "law":
            from api.commands import law

            if arguments.action == "diff":
                return law.diff(arguments.old, arguments.new, as_json=arguments.json)
            if arguments.action == "doubts":
                return law.doubts()
            return law.check(arguments.folder)
        case "model":
            return _run_model(arguments)
        case "corrections":
            from api.commands import model

            return model.export(arguments.out, everything=arguments.all)
        case "user" | "token":
            return _run_accounts(arguments)
        case "client":
            from api.commands import clients

            return clients.run(arguments)
        case "demo":
            from api.commands import demo

            return demo.demo(arguments.folder, contracts=arguments.contracts, seed=arguments.seed)
        case "alerts":
            from api.commands import alerts

            return alerts.run(arguments)
        case "audit":
            from api.commands import audit

            return (
                audit.head()
                if arguments.action == "head"
                else audit.verify(noted=arguments.noted, as_json=arguments.json)
            )
        case "workers":
            from api.commands import workers

            if arguments.action == "adopt":
                return workers.adopt(arguments.slot)
            return workers.listing(as_json=arguments.json)
        case "backup" | "restore":
            from api.commands import server

            with_files = not getattr(arguments, "no_files", False)
            return server.copy(arguments.command, arguments.folder, with_files=with_files)
        case "tidy":
            from api.commands import server

            return server.tidy()
        case "register":
            from api.commands import register

            return register.import_list(
                arguments.kind, arguments.file, dry_run=arguments.dry_run, partial=arguments.partial
            )
        case "doctor":
            from api.commands import doctor

            return doctor.doctor(as_json=arguments.json)
    raise AssertionError(arguments.command)


def _run_model(arguments: argparse.Namespace) -> int:
    from api.commands import model

    match arguments.action:
        case "train":
            return model.train(without_entities=arguments.passages_only, corrections=arguments.corrections)
        case "evaluate":
            return model.evaluate(
                arguments.folder,
                variant=arguments.variant,
                corrections=arguments.corrections,
                version=arguments.model,
                as_json=arguments.json,
            )
        case "use":
            return model.use(arguments.version)
        case "list":
            return model.listing(as_json=arguments.json)
        case _:
            return model.reread()


def _run_accounts(arguments: argparse.Namespace) -> int:
    from api.commands import accounts

    match arguments.command, arguments.action:
        case "user", "add":
            return accounts.add_user(arguments.name, role=arguments.role, agency=arguments.agency)
        case "user", "reset":
            return accounts.reset_user(arguments.name)
        case "user", ("on" | "off") as state:
            return accounts.switch_user(arguments.name, active=state == "on")
        case "user", "link":
            return accounts.link_user(arguments.name, arguments.email)
        case "user", "unlink":
            return accounts.link_user(arguments.name, None)
        case "user", "list":
            return accounts.list_users()
        case "token", "add":
            return accounts.add_token(arguments.user, arguments.label, days=arguments.days, words=arguments.scopes)
        case "token", "revoke":
            return accounts.revoke_token(arguments.user, arguments.prefix)
        case "token", "list":
            return accounts.list_tokens(arguments.user)
    raise AssertionError(arguments.action)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lindung", description="Memeriksa kontrak kerja: pelindungan pekerja mana yang tidak ada atau dilanggar."
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="catat juga langkah-langkahnya ke stderr")
    parser.add_argument("--server", metavar="URL", help="kerjakan di server Lindung lain (hanya check dan ingest)")
    parser.add_argument("--token-file", type=Path, metavar="BERKAS", help="token, atau keluaran lindung client add")
    commands = parser.add_subparsers(dest="command", required=True, metavar="PERINTAH")

    check = commands.add_parser("check", help="periksa satu berkas, tanpa basis data")
    check.add_argument("file", type=Path, metavar="BERKAS")
    check.add_argument("--json", action="store_true", help="laporan lengkap sebagai JSON (lihat: lindung schema)")

    read = commands.add_parser("read", help="teks satu berkas, halaman dipisah form feed")
    read.add_argument("file", type=Path, metavar="BERKAS")
    read.add_argument("--hocr", action="store_true", help="hOCR: kata dengan letaknya")

    searchable = commands.add_parser("searchable", help="salinan PDF yang katanya dapat dicari; asli tidak diubah")
    searchable.add_argument("file", type=Path, metavar="BERKAS")
    searchable.add_argument("target", type=Path, metavar="SALINAN")
    searchable.add_argument("--pdfa", action="store_true", help="untuk arsip: PDF/A-2b")

    commands.add_parser("schema", help="skema JSON laporan")

    serve = commands.add_parser("serve", help="jalankan server web dan pembacanya")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, choices=range(65536), default=8000, metavar="PORT")
    serve.add_argument("--lan", action="store_true", help="izinkan alamat selain komputer ini sendiri")

    commands.add_parser("init", help="siapkan folder data, basis data, dan akun admin pertama")

    _add_folder_commands(commands)

    commands.add_parser("samples", help="masukkan kontrak contoh ke basis data (sekali saja)")

    demo = commands.add_parser("demo", help="kabupaten karangan untuk mencoba, di folder data sendiri")
    demo.add_argument("folder", type=Path, metavar="FOLDER")
    demo.add_argument("--contracts", type=int, choices=range(8, 2001), default=400, metavar="JUMLAH")
    demo.add_argument("--seed", type=int, default=2026, metavar="ANGKA", help="angka lain, kabupaten lain")

    rules = commands.add_parser("rules", help="daftar aturan yang diperiksa, atau satu aturan lengkap")
    rules.add_argument("id", nargs="?", metavar="ATURAN")
    rules.add_argument("--json", action="store_true")

    law = commands.add_parser("law", help="data hukum")
    actions = law.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    law_check = actions.add_parser("check", help="periksa data hukum bawaan dan milik kantor")
    law_check.add_argument("folder", type=Path, nargs="?", metavar="FOLDER", help="folder data milik kantor")
    law_diff = actions.add_parser("diff", help="apa yang berubah antara dua folder data hukum")
    law_diff.add_argument("old", type=Path, metavar="LAMA", help="bila hanya ini: dibandingkan dengan data bawaan")
    law_diff.add_argument("new", type=Path, nargs="?", metavar="BARU")
    law_diff.add_argument("--json", action="store_true")
    actions.add_parser("doubts", help="aturan dan angka yang masih perlu dipastikan ahli hukum")

    corrections = commands.add_parser("corrections", help="koreksi peninjau: kumpulkan untuk melatih model")
    actions = corrections.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    export = actions.add_parser(
        "export", help="tulis semua dokumen yang dikoreksi ke satu berkas (memuat data pribadi)"
    )
    export.add_argument("out", type=Path, metavar="KELUARAN", help="KELUARAN.spacy (DocBin) atau KELUARAN.jsonl")
    export.add_argument("--all", action="store_true", help="semua kantor di pemasangan ini")

    model = commands.add_parser("model", help="model bahasa: latih ulang, ukur, ganti")
    actions = model.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    model_train = actions.add_parser("train", help="latih ulang dari teks buatan (beberapa menit)")
    model_train.add_argument("--passages-only", action="store_true", help="hanya model pasal")
    model_train.add_argument(
        "--with", dest="corrections", type=Path, metavar="KOREKSI", help="model baru dari berkas koreksi; belum dipakai"
    )
    model_evaluate = actions.add_parser("evaluate", help="ukur pada dokumen yang faktanya diketahui")
    model_evaluate.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="berisi NN.gold.json dan NN.born.pdf"
    )
    model_evaluate.add_argument("--with", dest="corrections", type=Path, metavar="KOREKSI", help="berkas koreksi")
    model_evaluate.add_argument("--model", metavar="VERSI", help="bukan model yang dipakai, tetapi yang ini")
    model_evaluate.add_argument("--variant", choices=["born", "scan"], default="born")
    model_evaluate.add_argument("--json", action="store_true")

    model_use = actions.add_parser("use", help="pakai model ini bila tidak lebih buruk pada dokumen uji")
    model_use.add_argument("version", metavar="VERSI", help="dari `lindung model list`, atau: bawaan")
    model_list = actions.add_parser("list", help="model yang ada; * yang dipakai")
    model_list.add_argument("--json", action="store_true")
    actions.add_parser("reread", help="antrekan dokumen yang dibaca versi lama; koreksi dan keputusan tetap")

    user = commands.add_parser("user", help="akun orang: tambah, atur ulang kata sandi, tutup, daftar")
    actions = user.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    user_add = actions.add_parser("add", help="akun baru; mencetak kata sandi sekali pakai")
    user_add.add_argument("name", metavar="NAMA")
    user_add.add_argument("--role", choices=get_args(Role), default="reviewer")
    user_add.add_argument(
        "--agency", default="", metavar="INSTANSI", help="hanya dokumen instansi ini; kosong: sekantor"
    )
    for action, what in (("reset", "kata sandi sekali pakai baru"), ("off", "tutup akun"), ("on", "buka lagi akun")):
        actions.add_parser(action, help=what).add_argument("name", metavar="NAMA")
    user_link = actions.add_parser("link", help="hubungkan akun dengan alamat surel di layanan masuk kantor (OIDC)")
    user_link.add_argument("name", metavar="NAMA")
    user_link.add_argument("email", metavar="SUREL")
    actions.add_parser("unlink", help="lepaskan hubungan itu").add_argument("name", metavar="NAMA")
    actions.add_parser("list", help="semua akun")

    token = commands.add_parser("token", help="kunci API untuk program: buat, cabut, daftar")
    actions = token.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    token_add = actions.add_parser("add", help="token baru untuk satu akun; dicetak sekali")
    token_add.add_argument("user", metavar="NAMA")
    token_add.add_argument("label", metavar="KEGUNAAN")
    token_add.add_argument("--days", type=int, metavar="HARI", help="lama berlaku; tanpa ini sampai dicabut")
    token_add.add_argument(
        "--scopes", default="", metavar="CAKUPAN", help="dipisah spasi; tanpa ini semua yang boleh bagi akunnya"
    )
    token_revoke = actions.add_parser("revoke", help="cabut token yang diawali demikian")
    token_revoke.add_argument("user", metavar="NAMA")
    token_revoke.add_argument("prefix", metavar="AWAL")
    actions.add_parser("list", help="token satu akun").add_argument("user", metavar="NAMA")

    _add_client_commands(commands)

    _add_alert_commands(commands)

    audit = commands.add_parser("audit", help="jejak audit: buktikan keutuhannya, cetak kepalanya")
    actions = audit.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    audit_verify = actions.add_parser("verify", help="sebut setiap peristiwa yang diubah, dihapus, atau disisipkan")
    audit_verify.add_argument(
        "--head", dest="noted", default="", metavar="NOMOR:HASH", help="kepala yang dicatat dahulu"
    )
    audit_verify.add_argument("--json", action="store_true")
    actions.add_parser("head", help="nomor dan hash peristiwa terbaru, untuk dicatat di luar komputer ini")

    workers = commands.add_parser("workers", help="mesin baca yang berjalan; ambil alih dari yang tidak kembali")
    actions = workers.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    actions.add_parser("list", help="semua mesin baca").add_argument("--json", action="store_true")
    adopt = actions.add_parser("adopt", help="kembalikan pekerjaan mesin yang mati ke antrean")
    adopt.add_argument("slot", metavar="NAMA")
    backup = commands.add_parser(
        "backup", help="salin semua yang disimpan ke folder kosong; server boleh tetap berjalan"
    )
    backup.add_argument("folder", type=Path, metavar="FOLDER")
    backup.add_argument(
        "--no-files", action="store_true", help="berkas di bucket S3 hanya didaftar (bila bucket dicadangkan sendiri)"
    )
    restore = commands.add_parser("restore", help="pulihkan cadangan ke folder data yang masih kosong")
    restore.add_argument("folder", type=Path, metavar="CADANGAN")
    commands.add_parser("tidy", help="bersihkan sisa pekerjaan; server juga melakukannya sekali sehari")

    _add_register_commands(commands)

    doctor = commands.add_parser("doctor", help="periksa pemasangan: mesin baca, model, pengaman, disk")
    doctor.add_argument("--json", action="store_true")
    return parser


def _add_alert_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    alerts = commands.add_parser("alerts", help="peringatan: daftar, kirim surel harian, surel percobaan")
    actions = alerts.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    actions.add_parser("send", help="periksa sekarang dan kirim surel hari ini; server juga melakukannya sendiri")
    actions.add_parser("list", help="peringatan yang masih berlaku").add_argument("--json", action="store_true")
    actions.add_parser("test", help="kirim satu surel percobaan").add_argument("address", metavar="ALAMAT")


def _add_client_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    client = commands.add_parser("client", help="sistem lain yang memakai API: buat, ganti rahasia, cabut, daftar")
    actions = client.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    add = actions.add_parser("add", help="klien baru; client_id dan rahasianya dicetak sekali")
    add.add_argument("name", metavar="NAMA")
    add.add_argument(
        "--scopes",
        default="documents:read documents:write exports:read",
        metavar="CAKUPAN",
        help="dipisah spasi; daftarnya di docs/api.md",
    )
    add.add_argument("--role", choices=get_args(Role), default="api", help="batas atas yang boleh dilakukan")
    add.add_argument("--agency", default="", metavar="INSTANSI", help="hanya dokumen instansi ini; kosong: sekantor")
    add.add_argument("--days", type=int, metavar="HARI", help="lama berlaku; tanpa ini sampai dicabut")
    for action, what in (("renew", "rahasia baru; yang lama langsung mati"), ("revoke", "cabut klien dan tokennya")):
        actions.add_parser(action, help=what).add_argument("client", metavar="CLIENT_ID")
    actions.add_parser("list", help="semua klien")


def _add_register_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    register = commands.add_parser("register", help="daftar alih daya: masukkan daftar instansi, penyedia, paket")
    actions = register.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    imported = actions.add_parser("import", help="baca daftar .csv atau .xlsx; setiap baris yang salah disebut")
    imported.add_argument(
        "kind", choices=("instansi", "penyedia", "jabatan", "rup", "spse"), metavar="JENIS",
        help="instansi, penyedia, jabatan, rup (SiRUP), spse (LPSE)",
    )  # fmt: skip
    imported.add_argument("file", type=Path, metavar="BERKAS")
    imported.add_argument("--dry-run", action="store_true", help="hanya periksa; tidak ada yang diimpor")
    imported.add_argument("--partial", action="store_true", help="impor baris yang benar walau ada yang salah")


def _add_folder_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    pattern_help = "apa kata nama folder, misalnya {instansi}/{tahun}/{penyedia}; * melewati satu folder"
    out_help = "tulis juga hasil.csv dan hasil.xlsx ke folder ini"
    ingest = commands.add_parser("ingest", help="baca semua berkas dalam satu folder; dapat dilanjutkan")
    ingest.add_argument("folder", type=Path, metavar="FOLDER")
    ingest.add_argument("--pattern", default="", metavar="POLA", help=pattern_help)
    ingest.add_argument("--out", type=Path, metavar="FOLDER", help=out_help)
    ingest.add_argument("--json", action="store_true", help="hasil tiap berkas sebagai JSON")

    watch = commands.add_parser("watch", help="awasi satu folder masuk dan baca apa pun yang diletakkan di sana")
    watch.add_argument("folder", type=Path, metavar="FOLDER")
    watch.add_argument("--pattern", default="", metavar="POLA", help=pattern_help)

    batch = commands.add_parser("batch", help="kiriman folder: daftar, jeda, lanjutkan, batalkan, ulangi, hasil")
    actions = batch.add_subparsers(dest="action", required=True, metavar="TINDAKAN")
    actions.add_parser("list", help="semua kiriman").add_argument("--json", action="store_true")
    for action, what in (
        ("pause", "jangan ambil berkas lagi; yang sedang dibaca diselesaikan"),
        ("resume", "lanjutkan setelah dijeda"),
        ("cancel", "akhiri; berkas yang belum diambil tidak jadi diambil"),
        ("retry", "ulangi semua berkas yang gagal karena satu sebab"),
        ("result", "hasil tiap berkas"),
    ):
        command = actions.add_parser(action, help=what)
        command.add_argument("batch", metavar="KIRIMAN")
        if action == "retry":
            command.add_argument("reason", metavar="SEBAB", help="kode dalam kurung siku, misalnya file-gone")
        if action == "result":
            command.add_argument("--out", type=Path, metavar="FOLDER", help=out_help)
            command.add_argument("--json", action="store_true")


def _log(events: bool) -> None:
    """One line per event on standard error; never what stands in a document. Other libraries only warn."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("lindung").setLevel(logging.INFO if events else logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
