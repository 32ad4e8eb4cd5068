"""Which names may stand on the page for everybody, and which groups are too small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.public import words
from api.public.cells import LEAST, told


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Dinas Sosial Kabupaten Wanasari", "Dinas Sosial Kabupaten Wanasari"),
        ("Kepala Dinas Sosial Kabupaten Wanasari", "Dinas Sosial Kabupaten Wanasari"),
        ("PPK Dinas Sosial", "Dinas Sosial"),
        ("Pemerintah Kabupaten Wanasari, Dinas Sosial", "Pemerintah Kabupaten Wanasari, Dinas Sosial"),
        ("Dinas Sosial (PPK: Ahmad Fauzi)", "Dinas Sosial"),
        ("Dinas Sosial u.p. Ahmad Fauzi", "Dinas Sosial"),
        ("SMP Negeri 12 Wanasari", "SMP Negeri 12 Wanasari"),
        ("Rumah Sakit Ibu dan Anak Wanasari", "Rumah Sakit Ibu dan Anak Wanasari"),
        ("PT Hotel Wanasari", "PT Hotel Wanasari"),
        ("Dinas Sosial 3512041203850003", "instansi lain"),
        ("Pejabat Pembuat Komitmen Ahmad Fauzi", "instansi lain"),
        ("Ahmad Fauzi", "instansi lain"),
        ("", "instansi lain"),
    ],
)
def test_agencies(name: str, shown: str) -> None:
    """A known body is named, without whatever person stands behind it; all else is another agency."""
    assert words.agency(name) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("PT Jaga Aman", "PT Jaga Aman"),
        ("PT. Jaga Aman (Persero)", "PT. Jaga Aman Persero"),
        ("Jaga Aman, PT", "PT Jaga Aman"),
        ("CV Karya Mandiri, Direktur Dewi Lestari", "CV Karya Mandiri"),
        ("Koperasi Karyawan Sejahtera", "Koperasi Karyawan Sejahtera"),
        ("CV Karya 081234567890", "perorangan"),
        ("CV Karya diwakili Dewi Lestari", "perorangan"),
        ("UD Budi Santoso", "perorangan"),
        ("Budi Santoso", "perorangan"),
        ("Toko Dewi", "perorangan"),
    ],
)
def test_vendors(name: str, shown: str) -> None:
    """Only a legal form of a body makes a name that may be shown."""
    assert words.vendor(name, named=True, individual=False) == shown
    assert words.vendor(name, named=False, individual=False) == (
        "perorangan" if shown == "perorangan" else "badan usaha"
    )


def test_who_works_alone_is_nobody() -> None:
    """A contract without a vendor is of a person, or of a vendor that nobody could read."""
    assert words.vendor("", named=True, individual=True) == "perorangan"
    assert words.vendor("", named=True, individual=False) == "penyedia tidak disebut"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Satpam", "Satpam"),
        ("Petugas kebersihan", "Petugas kebersihan"),
        ("Satpam a.n. siti rahayu", "jabatan lain"),
        ("Siti rahayu", "jabatan lain"),
        ("Satpam 3512041203850003", "jabatan lain"),
        ("Pamong malam", "Pamong malam"),
        ("(tanpa nama jabatan)", "jabatan lain"),
    ],
)
def test_titles(title: str, shown: str) -> None:
    """Known jobs, and the names that the office itself gave to positions."""
    assert words.title(title, known={"pamong malam"}) == shown


@pytest.mark.parametrize(
    ("sizes", "open_ones"),
    [
        ([12, 8, 7], [True, True, True]),
        ([12, 8, 4], [True, False, False]),  # 4 alone could be had from the sum
        ([12, 8, 2, 2], [True, False, False, False]),  # 2 and 2 come to less than a group
        ([12, 8, 3, 2], [True, True, False, False]),
        ([12, 8, 0], [True, True, False]),  # nobody there: nothing to tell, nothing to hide
        ([4], [False]),
        ([], []),
    ],
)
def test_small_groups(sizes: list[int], open_ones: list[bool]) -> None:
    """Groups under five workers, and those from which they could be reckoned back."""
    assert list(told(sizes)) == open_ones


@given(st.lists(st.integers(min_value=0, max_value=40), max_size=12))
def test_what_is_kept_back_is_never_one_small_group(sizes: list[int]) -> None:
    """Less what is told, the sum never gives a group of one to four, nor one group alone while another is told."""
    may = told(sizes)
    hidden = [size for size, open_one in zip(sizes, may, strict=True) if not open_one and size]
    assert all(size >= LEAST for size, open_one in zip(sizes, may, strict=True) if open_one)
    assert not hidden or not any(may) or (sum(hidden) >= LEAST and len(hidden) > 1)
