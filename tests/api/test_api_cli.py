"""The command line: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import hostile
import pikepdf
import pytest
from fake_reader import FakeReader, make_report, pdf
from installation import opened, settings_in

from api import cli
from api.commands import folder as folder_commands
from api.commands import reading
from api.commands import server as server_commands
from api.database import transaction
from api.jobs.slots import take_file
from api.refusals import TokenRefused
from api.services import auth, tokens
from api.settings import THIS_MACHINE
from extractor.intake.types import Inspection, SourceFile
from extractor.report import Report, from_json, json_schema
from extractor.sandbox.errors import PageDamaged
from extractor.understood import Understood, UnderstoodPart
from extractor.words.types import PageFailure, PageWords
from models import Document


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LINDUNG_DATABASE_URL", "LINDUNG_LAW_DIR", "LINDUNG_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LINDUNG_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("LINDUNG_MIN_FREE_MB", "0")


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "kontrak.pdf"
    path.write_bytes(pdf())
    return path


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    """Stands in for both pools of ``check`` and ``read``."""
    reader = FakeReader(page_count=3)

    class Pool:
        def __init__(self, **_: object) -> None: ...
        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None: ...
        def warm_up(self) -> None: ...
        def inspect(self, source: SourceFile) -> Inspection:
            return reader.inspect(source)

        def read_pages(self, source: SourceFile, inspection: Inspection) -> Iterator[PageWords | PageFailure]:
            for number in range(1, inspection.page_count + 1):
                try:
                    yield reader.read_page(
                        source, number, inspection=inspection, image_path=source.path.with_suffix(".webp")
                    )
                except PageDamaged as error:
                    yield PageFailure(number=number, code=error.code, message=error.message, remedy=error.remedy)

        def understand(self, pages: Sequence[PageWords | PageFailure]) -> Understood:
            texts = tuple(" ".join(w.text for w in getattr(page, "words", ())) for page in pages)
            return Understood(contract=make_report(SOURCE, pages).contract, page_texts=texts, notes=())

    monkeypatch.setattr(reading, "ReadingPool", Pool)
    monkeypatch.setattr(reading, "UnderstandingPool", Pool)
    return reader


SOURCE = SourceFile(Path("a.pdf"), "a.pdf", "application/pdf", "0" * 64, 1)


def test_check_prints_one_line_per_finding(
    pools: FakeReader, contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The findings come worst first, each with its rule, where it stands or was searched, and the article."""
    assert cli.main(["check", str(contract)]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0] == "kontrak.pdf: 3 halaman, lengkap"
    assert lines[1].startswith("Perjanjian alih daya, nomor 017/PKS/TUGU-BNR/III/2024, tanggal 2024-03-18")
    marks = [line.split("  ")[0] for line in lines if line.startswith(tuple(reading.VERDICT_NAMES.values()))]
    order = [name for name in reading.VERDICT_NAMES.values() if name in marks]
    assert list(dict.fromkeys(marks)) == order
    assert any("hlm." in line and "[" in line for line in lines)
    assert lines[-1].startswith("Jumlah: ")
    assert err == ""


def test_check_of_a_file_with_two_contracts_lists_both(
    pools: FakeReader, contract: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each contract has its own heading with pages and reason, its own findings and its own count."""

    def with_parts(self: object, pages: Sequence[PageWords | PageFailure]) -> Understood:
        found = make_report(SOURCE, pages).contract
        parts = (
            UnderstoodPart((1,), "", found),
            UnderstoodPart((2, 3), "Halaman 2 memulai kontrak lain.", found),
        )
        return Understood(contract=found, page_texts=("", "", ""), notes=(), parts=parts)

    monkeypatch.setattr("api.commands.reading.UnderstandingPool.understand", with_parts)
    assert cli.main(["check", str(contract)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Kontrak 1 dari 2, halaman 1" in lines
    assert lines[lines.index("Kontrak 2 dari 2, halaman 2, 3") + 1] == "Halaman 2 memulai kontrak lain."
    assert sum(line.startswith("Jumlah: ") for line in lines) == 2
    assert cli.main(["check", str(contract), "--json"]) == 0
    report = from_json(capsys.readouterr().out)
    assert [part.pages for part in report.parts] == [(1,), (2, 3)]
    assert report.parts[0].findings == report.findings
    searched = {page for f in report.parts[1].findings if f.searched for page in f.searched.pages}
    assert searched == {2, 3}


def test_check_as_json_is_the_report(pools: FakeReader, contract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is exactly one JSON object of the published schema."""
    assert cli.main(["check", str(contract), "--json"]) == 0
    report: Report = from_json(capsys.readouterr().out)
    assert (report.schema, report.document.filename, len(report.document.pages)) == (
        "lindung/report/1",
        "kontrak.pdf",
        3,
    )


def test_check_of_a_partly_readable_file_says_so(
    pools: FakeReader, contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One failed page: exit code 4, and the page is named with its reason before the findings."""
    pools.failures = {2: PageDamaged("Halaman rusak.", remedy="Pindai ulang.")}
    assert cli.main(["check", str(contract)]) == 4
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "kontrak.pdf: 3 halaman, TIDAK LENGKAP"
    assert lines[1] == "  halaman 2: Halaman rusak. Pindai ulang."


@pytest.mark.parametrize("data", [b"", b"bukan pdf", b"PK\x03\x04xxxx"], ids=["empty", "text", "zip"])
@pytest.mark.parametrize("command", ["check", "read"])
def test_a_file_that_cannot_be_read_is_exit_code_3(
    pools: FakeReader, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, data: bytes
) -> None:
    """What is wrong and what to do stand on standard error; standard output stays empty."""
    path = tmp_path / "berkas.pdf"
    path.write_bytes(data)
    assert cli.main([command, str(path)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2


def test_a_missing_file_is_exit_code_3(pools: FakeReader, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that leads nowhere is told in words, not as a traceback."""
    assert cli.main(["check", str(tmp_path / "tidak-ada.pdf")]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_read_separates_pages_by_form_feeds(
    pools: FakeReader, contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages in = pages out: a failed page is an empty text, its reason stands on standard error, the code is 4."""
    pools.failures = {2: PageDamaged("Halaman rusak.", remedy="Pindai ulang.")}
    assert cli.main(["read", str(contract)]) == 4
    out, err = capsys.readouterr()
    pages = out.rstrip("\n").split("\f")
    assert pages == ["Pasal 1 Upah bulanan", "", "Pasal 3 Upah bulanan"]
    assert err == "Halaman 2: Halaman rusak. Pindai ulang.\n"


def test_read_as_hocr_is_well_formed_with_boxes(
    pools: FakeReader, contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """hOCR has one ocr_page per page and every word with its box in 1/300 inch and its confidence."""
    assert cli.main(["read", str(contract), "--hocr"]) == 0
    text = capsys.readouterr().out
    tree = ElementTree.fromstring(text.replace("<!DOCTYPE html>\n", ""))

    def of_class(name: str) -> list[Any]:
        return [e for e in tree.iter() if e.get("class") == name]

    assert len(of_class("ocr_page")) == 3
    words = of_class("ocrx_word")
    assert [word.text for word in words[:4]] == ["Pasal", "1", "Upah", "bulanan"]
    assert words[0].get("title") == "bbox 208 292 438 342; x_wconf 93"
    assert of_class("ocr_page")[0].get("title") == "bbox 0 0 2479 3508; ppageno 0; scan_res 300 300"


def test_schema_is_the_published_one(capsys: pytest.CaptureFixture[str]) -> None:
    """``lindung schema`` prints the JSON Schema of the report."""
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_rules_lists_and_describes(capsys: pytest.CaptureFixture[str]) -> None:
    """All rules one a line, one rule with its law, an unknown one with exit code 5."""
    assert cli.main(["rules"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == 71
    assert all(re.search(r" \d{4}-\d\d-\d\d .+ \| ", line) for line in listed)
    assert any(line.startswith("wage-minimum ") for line in listed)
    assert cli.main(["rules", "wage-minimum"]) == 0
    assert "Dasar hukum" in capsys.readouterr().out
    assert cli.main(["rules", "wage-minimum", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["id"] == "wage-minimum"
    assert cli.main(["rules", "tidak-ada"]) == 5


def test_law_check_names_the_bad_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good data is summed up; a bad row of the office is refused with file and line, exit code 5."""
    assert cli.main(["law", "check"]) == 0
    assert "aturan" in capsys.readouterr().out
    (tmp_path / "minimum_wages_kantor.csv").write_text("tahun,wilayah\n2026,entah\n", encoding="utf-8")
    assert cli.main(["law", "check", str(tmp_path)]) == 5
    assert "minimum_wages_kantor.csv baris 1" in capsys.readouterr().err


def test_law_check_names_every_bad_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not only the first: all rows that cannot be taken are listed, and a folder that is not there is said."""
    head = "year,level,region,amount,legal_basis,source,verified\n"
    rows = "2027,kota,Entah,3300000,SK 7,x,yes\n2027,kota,Bengkulu,33,SK 7,x,yes\n"
    (tmp_path / "minimum_wages_a.csv").write_text(head + rows, encoding="utf-8")
    assert cli.main(["law", "check", str(tmp_path)]) == 5
    said = capsys.readouterr().err
    assert "minimum_wages_a.csv baris 2" in said
    assert "minimum_wages_a.csv baris 3" in said
    assert cli.main(["law", "check", str(tmp_path / "salah")]) == 5
    assert "tidak ada" in capsys.readouterr().err


def test_law_diff_compares_two_folders_or_one_with_the_shipped_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a change, or JSON; the same folder twice shows no change, a missing one exit code 5."""
    head = "year,level,region,amount,legal_basis,source,verified\n"
    for name, amount in (("lama", 3300000), ("baru", 3350000)):
        (tmp_path / name).mkdir()
        row = f"2027,kota,Bengkulu,{amount},SK 7,x,yes\n"
        (tmp_path / name / "minimum_wages_a.csv").write_text(head + row, encoding="utf-8")
    old, new = str(tmp_path / "lama"), str(tmp_path / "baru")
    assert cli.main(["law", "diff", old, new]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:] == [
        "~ upah minimum: UMK Kota Bengkulu 2027 3300000 (yes; SK 7) -> UMK Kota Bengkulu 2027 3350000 (yes; SK 7)"
    ]
    assert cli.main(["law", "diff", old]) == 0
    assert "+ upah minimum: UMK Kota Bengkulu 2027 3300000" in capsys.readouterr().out
    assert cli.main(["law", "diff", old, new, "--json"]) == 0
    assert [c["how"] for c in json.loads(capsys.readouterr().out)["changes"]] == ["changed"]
    assert cli.main(["law", "diff", old, old]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert cli.main(["law", "diff", old, str(tmp_path / "salah")]) == 5


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "lindung.dinas.local"])
def test_serve_stays_on_this_machine_unless_told(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that others can reach is refused without --lan, and nothing is created."""
    assert cli.main(["serve", "--host", host]) == 2
    assert "--lan" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("configured", "host", "answered"),
    [
        (THIS_MACHINE, "127.0.0.1", THIS_MACHINE),
        (THIS_MACHINE, "192.168.1.20", (*THIS_MACHINE, "192.168.1.20")),
        (THIS_MACHINE, "fd00::20", (*THIS_MACHINE, "[fd00::20]")),
        (THIS_MACHINE, "0.0.0.0", ("*",)),
        (("lindung.dinas.local",), "0.0.0.0", ("lindung.dinas.local",)),
    ],
)
def test_the_names_answered_follow_the_address_served_on(
    tmp_path: Path, configured: tuple[str, ...], host: str, answered: tuple[str, ...]
) -> None:
    """Configured names always count; without them only this machine and the address served on are answered."""
    assert server_commands._hosts(settings_in(tmp_path, hosts=configured), host) == answered


def test_serve_says_when_its_port_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that another program holds is told in words; nothing is started."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        assert cli.main(["serve", "--port", str(port)]) == 2
    assert f"port {port} tidak dapat dipakai" in capsys.readouterr().err


def test_serve_leaves_a_busy_data_folder_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another lindung works on the data folder, serving ends with exit code 8."""
    monkeypatch.setattr(server_commands, "OLD_SERVER_SECONDS", 0.0)
    settings = settings_in(tmp_path / "data")
    with opened(settings):
        handle = take_file(settings)
        try:
            assert cli.main(["serve", "--port", "0"]) == 8
        finally:
            os.close(handle)


def test_init_prints_a_password_until_it_was_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each ``init`` before the first sign-in prints a password that works; afterwards none is printed."""
    assert cli.main(["init"]) == 0
    capsys.readouterr()
    assert cli.main(["init"]) == 0
    password = capsys.readouterr().out.splitlines()[-1].removeprefix("Kata sandi sekali pakai: ")
    with opened(settings_in(tmp_path / "data")) as context, transaction(context.sessions) as session:
        assert isinstance(auth.sign_in(session, name="admin", password=password, hours=1), auth.SignedIn)
    assert cli.main(["init"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Akun admin sudah ada."


def test_ingest_reads_a_folder_and_goes_on_after_bad_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every contract file below the folder is read, a bad one is named and skipped, and a second run reads nothing."""
    readers: list[FakeReader] = []

    def make_reader(_: object) -> FakeReader:
        readers.append(FakeReader(page_count=1))
        return readers[-1]

    monkeypatch.setattr(folder_commands, "PoolReader", make_reader)
    inbox = tmp_path / "masuk"
    (inbox / "dinas" / ".tmp").mkdir(parents=True)
    (inbox / "a.pdf").write_bytes(pdf("a"))
    (inbox / "dinas" / "b.PDF").write_bytes(pdf("b"))
    (inbox / "dinas" / "salinan.pdf").write_bytes(pdf("a"))
    (inbox / "rusak.pdf").write_bytes(b"bukan pdf")
    (inbox / "catatan.txt").write_text("bukan kontrak")
    (inbox / "dinas" / ".tmp" / "c.pdf").write_bytes(pdf("c"))
    (inbox / "tautan.pdf").symlink_to(inbox / "a.pdf")
    for path in inbox.rglob("*"):  # lying there for long: files that have just been written are looked at twice
        os.utime(path, (1_600_000_000, 1_600_000_000))
    assert cli.main(["ingest", str(inbox), "--json"]) == 4
    outcomes = {o["file"]: o for o in json.loads(capsys.readouterr().out)}
    assert {name: o["status"] for name, o in outcomes.items()} == {
        "a.pdf": "complete",
        "dinas/b.PDF": "complete",
        "dinas/salinan.pdf": "complete",
        "catatan.txt": "refused",
        "rusak.pdf": "refused",
        "tautan.pdf": "refused",
    }
    assert [name for name, o in outcomes.items() if o["duplicate"]] == ["dinas/salinan.pdf"]
    assert outcomes["dinas/salinan.pdf"]["document"] == outcomes["a.pdf"]["document"]
    for name in ("rusak.pdf", "catatan.txt", "tautan.pdf"):
        (inbox / name).unlink()
    assert cli.main(["ingest", str(inbox)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["Berkas", "Hasil", "Halaman", "Tidak", "ada", "Dilanggar"]
    assert len(table) == 4
    assert readers[1].read == []


def test_ingest_of_something_else_than_a_folder_is_wrong_use(contract: Path) -> None:
    """A file instead of a folder: exit code 2."""
    assert cli.main(["ingest", str(contract)]) == 2


def test_samples_come_in_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample contracts are queued into an empty database and never a second time."""
    samples = tmp_path / "contoh"
    samples.mkdir()
    for number in range(3):
        (samples / f"{number:02}.scan.pdf").write_bytes(pdf(str(number)))
    monkeypatch.setattr(folder_commands, "SAMPLES", samples)

    def queued() -> list[tuple[str, str]]:
        with opened(settings_in(tmp_path / "data")) as context, context.sessions() as session:
            return [(d.door, d.status) for d in session.query(Document)]

    assert cli.main(["samples"]) == 0
    assert queued() == [("sample", "queued")] * 3
    (samples / "09.scan.pdf").write_bytes(pdf("new"))
    assert cli.main(["samples"]) == 0
    assert len(queued()) == 3


def test_doctor_finds_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without Tesseract the command says how to install it and ends with 1; the sandbox layers are listed."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert cli.main(["doctor", "--json"]) == 1
    checks = {check["name"]: check for check in json.loads(capsys.readouterr().out)}
    assert not checks["tesseract"]["ok"]
    assert "apt-get install" in checks["tesseract"]["text"]
    assert any(name.startswith("pengaman ") for name in checks)


def test_doctor_is_content_with_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    """Where the tests run, everything needed is there."""
    assert cli.main(["doctor"]) == 0
    assert "KURANG" not in capsys.readouterr().out


def test_accounts_are_made_reset_and_shut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new account gets a one-time password that works; a reset replaces it; a shut account is let in no more."""

    def run(*arguments: str) -> str:
        assert cli.main(list(arguments)) == 0
        return capsys.readouterr().out

    def enters(password: str) -> bool:
        with opened(settings_in(tmp_path / "data")) as context, transaction(context.sessions) as session:
            return isinstance(auth.sign_in(session, name="sari", password=password, hours=1), auth.SignedIn)

    first = run("user", "add", "sari", "--role", "reviewer").splitlines()[-1].split()[-1]
    assert enters(first)
    second = run("user", "reset", "sari").splitlines()[-1].split()[-1]
    assert (enters(first), enters(second)) == (False, True)
    run("user", "off", "sari")
    assert not enters(second)
    assert run("user", "list").split()[:4] == ["sari", "reviewer", "semua", "nonaktif"]
    run("user", "on", "sari")
    assert enters(second)
    assert cli.main(["user", "add", "sari"]) == 2
    assert cli.main(["user", "reset", "budi"]) == 5


def test_tokens_are_made_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The secret is all that stands on standard output; the list shows only its beginning; revoking ends it."""

    def user_of(secret: str) -> str | None:
        with opened(settings_in(tmp_path / "data")) as context, transaction(context.sessions) as session:
            try:
                return tokens.bearer_of(session, secret).user.name
            except TokenRefused:
                return None

    assert cli.main(["user", "add", "arsip", "--role", "uploader"]) == 0
    capsys.readouterr()
    assert cli.main(["token", "add", "arsip", "e-arsip provinsi", "--days", "30"]) == 0
    secret = capsys.readouterr().out.strip()
    assert user_of(secret) == "arsip"
    assert cli.main(["token", "list", "arsip"]) == 0
    listed = capsys.readouterr().out
    assert "e-arsip provinsi" in listed
    assert secret not in listed
    assert cli.main(["token", "revoke", "arsip", secret[:14]]) == 0
    assert user_of(secret) is None
    assert cli.main(["token", "revoke", "arsip", secret[:14]]) == 5


def test_wrong_use_is_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown command or a missing file name ends with 2 and the usage."""
    for arguments in (["entah"], ["check"], ["serve", "--port", "99999"], []):
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        assert ended.value.code == 2


def test_a_searchable_copy_is_made_beside_the_original(
    contract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy opens as PDF/A when asked for, what differs is told, and the original keeps every byte."""
    target = tmp_path / "arsip.pdf"
    contract.write_bytes(hostile.plain(2))
    assert cli.main(["searchable", str(contract), str(target), "--pdfa"]) == 0
    assert contract.read_bytes() == hostile.plain(2)
    with pikepdf.open(target) as made:
        assert made.open_metadata().pdfa_status == "2B"
        assert len(made.pages) == 2
    assert capsys.readouterr().err.startswith("Halaman 1, 2 disimpan sebagai gambar")


def test_a_searchable_copy_never_writes_over_a_file(contract: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A target that exists (the original itself, say) or has no folder is refused as wrong use."""
    before = contract.read_bytes()
    for target in (contract, contract.parent / "tidak ada" / "x.pdf"):
        assert cli.main(["searchable", str(contract), str(target)]) == 2
    assert contract.read_bytes() == before
    assert "tidak pernah ditimpa" in capsys.readouterr().err


def test_law_doubts_prints_the_list_for_a_lawyer(capsys: pytest.CaptureFixture[str]) -> None:
    """The list is the page of the documentation, made anew from the data."""
    assert cli.main(["law", "doubts"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# Aturan dan angka yang masih diragukan")
    assert "Yang dapat memastikan" in out
    assert err == ""
