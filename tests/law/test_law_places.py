"""From an address to kabupaten/kota and province, and on to the minimum wage that binds there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.law import load_law
from extractor.law.places import words

PLACES: tuple[tuple[str, str | None, str | None, str | None], ...] = (
    # text, level, kabupaten/kota, province
    ("Kabupaten Musi Banyuasin", "kabupaten", "Musi Banyuasin", "Sumatera Selatan"),
    ("Kab. Rejang Lebong", "kabupaten", "Rejang Lebong", "Bengkulu"),
    ("KOTA BENGKULU", "kota", "Bengkulu", "Bengkulu"),
    ("Kotamadya Medan", "kota", "Medan", "Sumatera Utara"),
    ("Bengkulu", None, None, "Bengkulu"),
    ("Jl. Kapten Tendean No. 8, Kota Pekanbaru", "kota", "Pekanbaru", "Riau"),
    ("Jl. Palembang No. 5 Curup, Kabupaten Rejang Lebong", "kabupaten", "Rejang Lebong", "Bengkulu"),
    ("Jalan Surabaya 12, Kota Jambi", "kota", "Jambi", "Jambi"),
    ("Jl. Merdeka No. 3 Surakarta", "kota", "Surakarta", "Jawa Tengah"),
    ("Kec. Bandung, Kabupaten Serang", "kabupaten", "Serang", "Banten"),
    ("Bandung", None, None, "Jawa Barat"),
    ("Kota Bandung", "kota", "Bandung", "Jawa Barat"),
    ("Kabupaten Bandung", "kabupaten", "Bandung", "Jawa Barat"),
    ("Banjar", None, None, None),
    ("Banjar, Jawa Barat", "kota", "Banjar", "Jawa Barat"),
    ("Kabupaten Banjar", "kabupaten", "Banjar", "Kalimantan Selatan"),
    ("Muko-Muko", "kabupaten", "Mukomuko", "Bengkulu"),
    ("Kab. Muko Muko", "kabupaten", "Mukomuko", "Bengkulu"),
    ("Jakarta", None, None, "DKI Jakarta"),
    ("Kota Administrasi Jakarta Utara", "kota", "Jakarta Utara", "DKI Jakarta"),
    ("Kabupaten Sleman, D.I. Yogyakarta", "kabupaten", "Sleman", "DI Yogyakarta"),
    ("Provinsi NTT", None, None, "Nusa Tenggara Timur"),
    ("Sumatra Barat", None, None, "Sumatera Barat"),
    ("Kabupaten Mamuju Utara", "kabupaten", "Pasangkayu", "Sulawesi Barat"),
    ("Kantor Pusat", None, None, None),
    ("", None, None, None),
    ("PT Bekasi Jaya", None, None, None),
    ("Riau dan Jambi", None, None, None),
    ("Lokasi: Kabupaten Atlantis", None, None, None),
)


@pytest.mark.parametrize(("text", "level", "name", "province"), PLACES, ids=[p[0] or "(kosong)" for p in PLACES])
def test_places(text: str, level: str | None, name: str | None, province: str | None) -> None:
    """Names with their kind win, street names do not count, what fits several stays open."""
    place = load_law().locate(text)
    assert (place.regency.name if place.regency else None) == name
    assert (place.regency.level if place.regency else None) == level
    assert (place.province.name if place.province else None) == province
    assert bool(place.reason) is (name is None)


def test_every_regency_finds_itself() -> None:
    """Each of the 514 kabupaten/kota is found by its full name."""
    law = load_law()
    for regency in law.regencies:
        found = law.locate(f"{regency.level.capitalize()} {regency.name}").regency
        assert found == regency, regency


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    """Whatever stands where a place should, the answer is a place or a reason."""
    place = load_law().locate(text)
    assert place.regency is not None or place.reason


@given(st.text(max_size=40))
def test_words_are_stable(text: str) -> None:
    """Normalising twice changes nothing."""
    assert words(words(text)) == words(text)


WAGES: tuple[tuple[str, str, str | None, bool], ...] = (
    # place, day, row, exact
    ("Kabupaten Bengkulu Tengah", "2026-05-01", "UMK Kabupaten Bengkulu Tengah 2026", True),
    ("Kabupaten Bengkulu Tengah", "2025-12-31", "UMK Kabupaten Bengkulu Tengah 2025", True),
    ("Kabupaten Bengkulu Tengah", "2022-05-01", "UMP Bengkulu 2022", False),
    ("Kota Padang", "2024-05-01", "UMP Sumatera Barat 2024", False),
    ("Kota Jakarta Pusat", "2024-05-01", "UMP DKI Jakarta 2024", True),
    ("Kabupaten Merauke", "2022-05-01", "UMP Papua 2022", False),
    ("Kabupaten Merauke", "2025-05-01", "UMP Papua Selatan 2025", False),
    ("Kabupaten Halmahera Timur", "2026-05-01", None, False),
    ("Kabupaten Sleman", "2016-05-01", None, False),
    ("Banjar", "2026-05-01", None, False),
)


@pytest.mark.parametrize(("place", "day", "row", "exact"), WAGES)
def test_minimum_wage_of_a_place(place: str, day: str, row: str | None, exact: bool) -> None:
    """The UMK, else the UMP and the reason why it may not be the last word, else a reason."""
    found = load_law().find_minimum_wage(place, date.fromisoformat(day))
    assert (found.row.name if found.row else None) == row
    assert found.exact is exact
    assert bool(found.reason) is not exact


@pytest.mark.parametrize("row", [r for r in load_law().minimum_wages if r.level != "provinsi"], ids=lambda r: r.name)
def test_no_umk_lies_below_its_ump(row: object) -> None:
    """A UMK in the data is never below the UMP of its province and year (approximate ones by no more than 2 %)."""
    law = load_law()
    found = law.find_minimum_wage(f"{row.level} {row.region}", row.valid_from)  # type: ignore[attr-defined]
    assert found.floor is not None
    slack = 1 if row.decides else 50  # type: ignore[attr-defined]
    assert row.amount * (slack + 1) >= found.floor.amount * slack or row.amount >= found.floor.amount  # type: ignore[attr-defined]
