"""Lists brought into the register: what they would change, changing it as a whole, and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from approved import Office
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from api.database import transaction
from api.errors import NotFound
from api.register import names
from api.register.imports import organisations, rows, service
from api.register.imports.errors import ImportInUse, ImportOver, NothingToImport
from models import (
    Event,
    Organisation,
    OrganisationAlias,
    Package,
    PositionName,
    RegisterImport,
    RegisterImportRow,
    User,
)
from models.base import utc_now
from models.register_import import ImportKind

NPWP = "012345678901000"


@contextmanager
def opened(office: Office) -> Iterator[tuple[Session, User]]:
    with transaction(office.context.sessions) as session:
        yield session, session.get_one(User, office.approver.id)


def stage(office: Office, text: str, *, kind: ImportKind = "agency") -> uuid.UUID:
    data = text.encode()
    with opened(office) as (session, user):
        listing = rows.read(data, kind=kind, filename="daftar.csv")
        made = service.stage(session, listing, kind=kind, filename="daftar.csv", data=data, org=user.org, user=user)
        return made.id


def confirm(office: Office, identifier: uuid.UUID) -> bool:
    with opened(office) as (session, user):
        return service.confirm(session, service.get(session, identifier, user=user), user=user)


def undo(office: Office, identifier: uuid.UUID) -> int:
    with opened(office) as (session, user):
        return service.undo(session, service.get(session, identifier, user=user), user=user)


def bring(office: Office, text: str, *, kind: ImportKind = "agency") -> uuid.UUID:
    identifier = stage(office, text, kind=kind)
    assert confirm(office, identifier)
    return identifier


def preview(office: Office, text: str, *, kind: ImportKind = "agency") -> list[RegisterImportRow]:
    identifier = stage(office, text, kind=kind)
    with opened(office) as (session, user):
        return list(service.page(session, service.get(session, identifier, user=user), state=None))


def states(office: Office, text: str, *, kind: ImportKind = "agency") -> list[str]:
    return [row.state for row in preview(office, text, kind=kind)]


def register(office: Office) -> list[tuple[str, ...]]:
    """All organisations and spellings, to see that a thing left no trace."""
    with office.context.sessions() as session:
        found = session.scalars(select(Organisation).order_by(Organisation.name, Organisation.npwp)).all()
        keys = session.execute(
            select(OrganisationAlias.key, Organisation.name).join(Organisation).order_by(OrganisationAlias.key)
        ).all()
    fields = ("kind", "name", "short_name", "npwp", "nib", "district", "address")
    return [*(tuple(getattr(row, field) for field in fields) for row in found), *(tuple(row) for row in keys)]


def problems(row: RegisterImportRow) -> str:
    return " ".join(f"{column}: {text}" for column, text in row.problems)


def test_a_tax_number_decides_then_a_known_spelling(office: Office) -> None:
    """The same NPWP is the same body under any name, with 15 digits or 16; a known alias is too."""
    bring(office, f"Nama;NPWP;NIB;Alias\nPT Bina Raga;{NPWP};1234567890123;Bina Raga Jaya\n", kind="vendor")
    same = preview(
        office,
        f"Nama;NPWP;NIB\nPT Bina Raga;0{NPWP};\nCV Bina Raga Jaya;;\nPT Lain Nama;;1234567890123\n",
        kind="vendor",
    )
    assert [row.state for row in same] == ["same", "error", "error"]
    assert "baris 2" in problems(same[1])
    assert states(office, "Nama;NIB\nPT Lain Nama;1234567890123\n", kind="vendor") == ["changed"]
    assert states(office, "Nama\nBina Raga Jaya (Persero)\n", kind="vendor") == ["changed"]
    assert states(office, "Nama;NPWP\nPT Bina Raga;999999999999999\n", kind="vendor") == ["new"]


def test_an_empty_cell_takes_nothing_away(office: Office) -> None:
    """Only what the list says changes; the row shows what was there."""
    bring(office, "Nama OPD;Kecamatan;Alamat\nDinas Sosial;Rawa;Jl. Satu\n")
    (row,) = preview(office, "Nama OPD;Kecamatan;Alamat\nDinas Sosial;Sukamaju;\n")
    assert (row.state, row.before) == ("changed", {"district": "Rawa"})
    bring(office, "Nama OPD;Kecamatan;Alamat\nDinas Sosial;Sukamaju;\n")
    assert register(office)[0] == ("agency", "Dinas Sosial", "", "", "", "Sukamaju", "Jl. Satu")


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("Nama;NPWP\nDinas A;\nDINAS  a;\n", "Nama", "baris 2"),
        (f"Nama;NPWP\nDinas A;{NPWP}\nDinas B;0{NPWP}\n", "NPWP", "baris 2"),
        ("Nama;NIB\nDinas A;1234567890123\nDinas B;1234567890123\n", "NIB", "baris 2"),
        ("Nama;Alias\nDinas A;Dinas B\nDinas B;\n", "Nama", "baris 2"),
        ("Nama;Alias\nDinas B;\nDinas A;Dinas B\n", "Nama lain", "baris 2"),
    ],
)
def test_nobody_stands_twice_in_a_list(office: Office, text: str, column: str, said: str) -> None:
    """The second row is wrong and names the first."""
    first, second = preview(office, text)
    assert (first.state, second.state) == ("new", "error")
    assert second.problems[0][0] == column
    assert said in second.problems[0][1]


def test_two_bodies_may_share_a_name_when_their_tax_numbers_say_so(office: Office) -> None:
    """As the register itself decides; the second keeps its own row without the spelling."""
    bring(office, f"Nama;NPWP\nCV Maju;{NPWP}\nCV Maju;999999999999999\n", kind="vendor")
    assert [row[1:4:2] for row in register(office)] == [("CV Maju", NPWP), ("CV Maju", "999999999999999"), ("CV Maju",)]


def test_contradictions_with_the_register_are_errors(office: Office) -> None:
    """A name of one and a number of another, an alias of another, and two rows for one known body."""
    bring(office, f"Nama;NPWP;NIB;Alias\nPT A;{NPWP};;A Lama\nPT B;;1234567890123;\n", kind="vendor")
    found = preview(
        office,
        f"Nama;NPWP;NIB;Alias\nPT B;{NPWP};;\nPT C;{'9' * 15};;PT A\nPT D;0{NPWP};1234567890123;\n",
        kind="vendor",
    )
    assert [row.state for row in found] == ["error"] * 3
    assert "dikenal sebagai “PT B”, tetapi NPWP atau NIB-nya milik “PT A”" in problems(found[0])
    assert "“PT A” sudah dikenal sebagai “PT A”" in problems(found[1])
    assert "baris 2" in problems(found[2])
    twice = preview(office, "Nama\nPT A\nA Lama\n", kind="vendor")
    assert [row.state for row in twice] == ["same", "error"]
    assert "keduanya dikenal sebagai “PT A”" in problems(twice[1])


def test_a_similar_name_is_noted_and_never_joined(office: Office) -> None:
    """It comes in as its own row; the note names the known one. Another tax number silences it."""
    bring(office, f"Nama;NPWP\nPT Jaga Aman Sentosa;{NPWP}\n", kind="vendor")
    text = "Nama;NPWP\nPT Jaga Aman Sentausa;\nAman Jaga Sentosa;999999999999999\nCV Kayu Jati;\n"
    notes = [row.notes for row in preview(office, text, kind="vendor")]
    assert "Mirip dengan “PT Jaga Aman Sentosa”" in notes[0][0]
    assert notes[1:] == [[], []]
    bring(office, text, kind="vendor")
    with office.context.sessions() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 4


def test_merged_names_count_as_what_they_were_merged_into(office: Office) -> None:
    """A list that uses the old name changes the kept organisation."""
    bring(office, "Nama;Kecamatan\nDinas Lama;\nDinas Baru;\n")
    with opened(office) as (session, user):
        by_name = {row.name: row.id for row in session.scalars(select(Organisation))}
        names.merge(session, by_name["Dinas Baru"], by_name["Dinas Lama"], user=user)
    (row,) = preview(office, "Nama;Kecamatan\nDinas Lama;Rawa\n")
    assert row.target_id == by_name["Dinas Baru"]


def test_an_import_is_taken_back_whole(office: Office) -> None:
    """New ones go, changed ones are as before, spellings that were added go; an event tells of both ways."""
    bring(office, "Nama OPD;Kecamatan\nDinas Sosial;Rawa\n")
    before = register(office)
    identifier = bring(
        office, "Nama OPD;Singkatan;Kecamatan;Alias\nDinas Sosial;Dinsos;Sukamaju;Dinas Sos\nDinas Baru;DB;;\n"
    )
    assert len(register(office)) == len(before) + 3
    undo(office, identifier)
    assert register(office) == before
    with office.context.sessions() as session:
        told = session.scalars(select(Event).where(Event.subject_id == str(identifier)).order_by(Event.id)).all()
        made = session.get_one(RegisterImport, identifier)
    assert [e.action for e in told] == ["import.confirmed", "import.undone"]
    assert told[0].after == {
        "kind": "agency", "sha256": made.sha256, "new": 1, "changed": 1, "same": 0, "errors": 0,
    }  # fmt: skip
    with pytest.raises(ImportOver):
        undo(office, identifier)


def test_an_import_that_later_things_rest_on_stays(office: Office) -> None:
    """A contract that uses its agency, a later list that changed it: the refusal says what, and nothing is undone."""
    used = bring(office, "Nama OPD\nDinas Sosial Kabupaten Wanasari\nDinas Lain\n")
    office.contract("1/A/2024")
    before = register(office)
    with pytest.raises(ImportInUse, match=r"1 baris daftar alih daya.*Dinas Sosial"):
        undo(office, used)
    first = bring(office, "Nama OPD;Kecamatan\nDinas Baru;Rawa\n")
    second = bring(office, "Nama OPD;Kecamatan\nDinas Baru;Sukamaju\n")
    with pytest.raises(ImportInUse, match="impor yang lebih baru"):
        undo(office, first)
    undo(office, second)
    undo(office, first)
    assert register(office) == before


def test_what_was_changed_since_is_not_taken_back(office: Office) -> None:
    """The newer change would be lost: the import stays as a whole."""
    bring(office, "Nama OPD;Kecamatan\nDinas A;Rawa\nDinas B;Rawa\n")
    second = bring(office, "Nama OPD;Kecamatan\nDinas A;Dua\nDinas B;Dua\n")
    with opened(office) as (session, _):
        session.execute(update(Organisation).where(Organisation.name == "Dinas B").values(district="Tiga"))
    before = register(office)
    with pytest.raises(ImportInUse, match="Dinas B"):
        undo(office, second)
    assert register(office) == before


def test_nothing_is_half_imported(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure in the middle of the writing leaves the register as it was, and the upload to be tried again."""
    identifier = stage(office, "Nama OPD\nDinas A\nDinas B\n")
    calls = []

    def fail(name: str) -> str:
        calls.append(name)
        if len(calls) > 1:
            raise OSError("disk error")
        return name.lower()

    with monkeypatch.context() as patch:
        patch.setattr(service, "_moved", lambda *_: False)
        patch.setattr(organisations, "key_of", fail)
        with pytest.raises(OSError, match="disk error"):
            confirm(office, identifier)
    assert register(office) == []
    assert confirm(office, identifier)


def test_uploads_expire_and_belong_to_one_person(office: Office) -> None:
    """After a day nobody can confirm it, and the next upload forgets it; another person never sees it."""
    identifier = stage(office, "Nama OPD\nDinas A\n")
    with opened(office) as (session, user), pytest.raises(NotFound):
        service.get(session, identifier, user=session.get_one(User, office.reviewer.id))
    with opened(office) as (session, user):
        session.get_one(RegisterImport, identifier).expires_at = utc_now() - timedelta(seconds=1)
    with opened(office) as (session, user), pytest.raises(NotFound):
        service.get(session, identifier, user=user)
    with opened(office) as (session, user), pytest.raises(ImportOver):
        service.confirm(session, session.get_one(RegisterImport, identifier), user=user)
    stage(office, "Nama OPD\nDinas B\n")
    with opened(office) as (session, user):
        assert session.get(RegisterImport, identifier) is None


def test_a_list_that_changes_nothing_is_not_imported(office: Office) -> None:
    """Neither one with wrong rows only nor one that says what is known."""
    bring(office, "Nama OPD\nDinas A\n")
    for text in ("Nama OPD\nDinas A\n", "Nama OPD;NPWP\nDinas B;12\n"):
        identifier = stage(office, text)
        with pytest.raises(NothingToImport):
            confirm(office, identifier)


def test_positions_are_counted_under_one_name(office: Office) -> None:
    """Spellings of a job stand for its normal title; a later list may move them, and undo moves them back."""
    text = "Jabatan;Jabatan Baku;Alias\nSatpam;Petugas keamanan;Security; \nTenaga Kebersihan;;Cleaning Service|Office Boy\n"
    first = bring(office, text.replace("Security; ", "Security"), kind="position")
    with office.context.sessions() as session:
        found = {row.key: row.name for row in session.scalars(select(PositionName))}
    assert found == {
        "satpam": "Petugas keamanan", "security": "Petugas keamanan", "tenaga kebersihan": "Tenaga Kebersihan",
        "cleaning service": "Tenaga Kebersihan", "office boy": "Tenaga Kebersihan",
    }  # fmt: skip
    assert states(office, "Jabatan;Kelompok\nSECURITY;Pengamanan\nSatpam.;Petugas keamanan\nsatpam;x\n", kind="position") == [
        "changed", "same", "error",
    ]  # fmt: skip
    second = bring(office, "Jabatan;Kelompok\nSecurity;Pengamanan\n", kind="position")
    with pytest.raises(ImportInUse):
        undo(office, first)
    undo(office, second)
    undo(office, first)
    with office.context.sessions() as session:
        assert session.scalars(select(PositionName)).all() == []


def test_packages_bring_their_agencies_along(office: Office) -> None:
    """Unknown units and winners are told in the preview, made with the import, and go with its undo unless used."""
    head = "Kode Tender;Nama Paket;Satker;Pemenang;NPWP Pemenang;Nilai Kontrak;Tahun\n"
    text = head + f"1;Jasa A;Dinas A;PT A;{NPWP};5;2024\n2;Jasa B;Dinas A;PT A Lagi;{NPWP};6;2024\n"
    found = preview(office, text, kind="spse")
    assert "Instansi baru akan dicatat: “Dinas A”." in found[0].notes[0]
    identifier = bring(office, text, kind="spse")
    assert [row[:2] for row in register(office)][:2] == [("agency", "Dinas A"), ("vendor", "PT A")]
    assert states(office, text, kind="spse") == ["same", "same"]
    assert states(office, head + "1;Jasa A;Dinas B;;;7;2024\n1;x;y;;;1;2024\n", kind="spse") == ["changed", "error"]
    office.contract("1/A/2024", agency="Dinas A", vendor="PT Lain")
    assert undo(office, identifier) == 1
    with office.context.sessions() as session:
        assert session.scalars(select(Package)).all() == []
        assert {row.name for row in session.scalars(select(Organisation))} == {"Dinas A", "PT Lain"}


def test_a_changed_package_is_as_before_after_the_undo(office: Office) -> None:
    """Values, dates, names and the guess that follows from them."""
    head = "Kode Tender;Nama Paket;Satker;Pemenang;Nilai Kontrak;Tgl Kontrak\n"
    bring(office, head + "1;Meja;Dinas A;PT A;5;2024-01-02\n", kind="spse")

    def now() -> tuple[object, ...]:
        with office.context.sessions() as session:
            one = session.scalars(select(Package)).one()
            return one.name, one.value, one.signed_on, one.cue, one.agency_id, one.vendor_id

    before = now()
    second = bring(office, head + "1;Jasa Tenaga Keamanan;Dinas B;PT B;7,50;2024-02-03\n", kind="spse")
    assert now() != before
    undo(office, second)
    assert now() == before


def test_a_decided_package_holds_its_import(office: Office) -> None:
    """What a person said about a package is not thrown away by an undo."""
    identifier = bring(office, "Kode Tender;Nama Paket;Satker;Tahun\n1;Jasa A;Dinas A;2024\n", kind="spse")
    with opened(office) as (session, _):
        session.execute(update(Package).values(labour=True))
    with pytest.raises(ImportInUse, match="sudah ditandai"):
        undo(office, identifier)


@pytest.mark.parametrize("kind", ["agency", "spse"])
def test_no_query_per_row(office: Office, kind: ImportKind) -> None:
    """Comparing, confirming and showing takes as many queries for 400 rows as for 100."""
    head = {"agency": "Nama OPD;NPWP;Alias\n", "spse": "Kode Tender;Nama Paket;Satker;Tahun;Pemenang\n"}[kind]

    def queries(count: int) -> int:
        line = "Dinas {0};;D{0}\n" if kind == "agency" else "{0};Jasa {0};Dinas {0};2024;PT {0}\n"
        text = head + "".join(line.format(f"{count}x{index}") for index in range(count))
        told: list[str] = []

        def tell(*told_of: object) -> None:
            told.append(str(told_of[2]))

        event.listen(office.context.engine, "before_cursor_execute", tell)
        try:
            bring(office, text, kind=kind)
        finally:
            event.remove(office.context.engine, "before_cursor_execute", tell)
        return len(told)

    assert queries(100) == queries(400)
