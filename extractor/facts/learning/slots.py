"""Slots of the contract grammar: invented entities (labelled) and fillers (not labelled)."""

from __future__ import annotations

import random
from collections.abc import Mapping

from extractor.facts.learning import wordlists as words
from extractor.facts.learning.template import Slot


def person(rng: random.Random) -> tuple[str, str]:
    name = " ".join([rng.choice(words.FIRST), rng.choice(words.LAST)][: rng.choice((1, 2, 2, 2, 2))])
    if rng.random() < 0.25:
        name = f"{rng.choice(words.FIRST)} {name}"
    if rng.random() < 0.12:
        name = f"{rng.choice('ABDFHKMNRST')}. {name}"
    dressed = rng.choice(words.TITLES_BEFORE) + name + rng.choice(words.TITLES_AFTER)
    return (dressed.upper() if rng.random() < 0.45 else dressed), "PER"


def firm(rng: random.Random) -> tuple[str, str]:
    body = " ".join(rng.sample(words.FIRM_WORDS, rng.choice((2, 2, 3, 3, 4)))) + rng.choice(words.FIRM_SUFFIX)
    form = rng.choice(
        (
            "PT. ",
            "PT ",
            "PT. ",
            "PT ",
            "CV. ",
            "CV ",
            "Koperasi ",
            "Koperasi Karyawan ",
            "Yayasan ",
            "UD. ",
            "Perum ",
            "KSO ",
            "Bank ",
            "RS ",
        )
    )
    name = form + body
    return (name.upper() if rng.random() < 0.5 else name), "ORG"


def agency(rng: random.Random) -> tuple[str, str]:
    name = rng.choice(words.AGENCIES) + rng.choice((" ", " ", " Pemerintah ")) + rng.choice(words.PLACES)
    return (name.upper() if rng.random() < 0.3 else name), "ORG"


def organisation(rng: random.Random) -> tuple[str, str]:
    return agency(rng) if rng.random() < 0.3 else firm(rng)


def office(rng: random.Random) -> tuple[str, str]:
    name = rng.choice(words.OFFICES)
    return (name.upper() if rng.random() < 0.12 else name), "JAB"


def address(rng: random.Random) -> tuple[str, str]:
    street = rng.choice(("Jl. ", "Jalan ", "Jln. ", "JL. ", "Gg. ", "Jl ")) + rng.choice(words.STREETS)
    parts = [
        street
        + rng.choice(
            (
                "",
                f" No. {rng.randint(1, 299)}",
                f" No.{rng.randint(1, 99)}",
                f" Nomor {rng.randint(1, 99)}",
                f" Km. {rng.randint(2, 19)},{rng.randint(1, 9)}",
                f" Blok {rng.choice('ABCDEF')}-{rng.randint(1, 20)}",
            )
        )
    ]
    if rng.random() < 0.3:
        parts.append(f"RT {rng.randint(1, 12):02d}{rng.choice((' RW ', '/RW ', '/'))}{rng.randint(1, 12):02d}")
    if rng.random() < 0.3:
        parts.append(f"{rng.choice(('Kel. ', 'Kelurahan ', 'Desa ', 'Ds. '))}{rng.choice(words.LAST)}")
    if rng.random() < 0.35:
        parts.append(f"{rng.choice(('Kec. ', 'Kecamatan '))}{rng.choice(words.FIRM_WORDS)}")
    if rng.random() < 0.75:
        parts.append(rng.choice(words.PLACES))
    if rng.random() < 0.2:
        parts.append(f"{rng.randint(10000, 99999)}")
    return rng.choice((", ", ", ", " ")).join(parts), "ADDR"


def position(rng: random.Random) -> tuple[str, str]:
    name = rng.choice(words.POSITIONS)
    roll = rng.random()
    return (name.upper() if roll < 0.2 else name.lower() if roll < 0.4 else name), "POS"


def place(rng: random.Random) -> tuple[str, None]:
    return rng.choice(words.PLACES).removeprefix("Kota ").removeprefix("Kabupaten "), None


def number(rng: random.Random) -> tuple[str, None]:
    middle = rng.choice(("PKS", "SPK", "PKWT", "PK", "SP", "ADD", "KONTRAK", "HRD", "PPK", "JTK"))
    roman = rng.choice(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"))
    return rng.choice(
        (
            f"{rng.randint(1, 999):03d}/{middle}/{roman}/{rng.randint(2008, 2026)}",
            f"{middle}.{rng.randint(1, 99)}-{rng.randint(100, 999)}/{roman}/{rng.randint(2008, 2026)}",
            f"{rng.randint(100, 999)}/{rng.randint(1, 99)}/{middle}-{rng.choice('ABCD')}/{rng.randint(2008, 2026)}",
        )
    ), None


def day(rng: random.Random) -> tuple[str, None]:
    return f"{rng.randint(1, 28)} {rng.choice(words.MONTHS)} {rng.randint(2008, 2026)}", None


def rupiah(rng: random.Random) -> tuple[str, None]:
    amount = f"{rng.choice((rng.randint(9, 60) * 100_000, rng.randint(1_000_000, 9_999_999), rng.randint(1, 99) * 10_000)):,}".replace(
        ",", "."
    )
    return rng.choice(("Rp. ", "Rp ", "Rp", "Rp.")) + amount + rng.choice((",-", ",00", "", "", ",-")), None


def digits(rng: random.Random) -> tuple[str, None]:
    return str(rng.randint(1, 60)), None


def identity(rng: random.Random) -> tuple[str, None]:
    return "".join(rng.choice("0123456789") for _ in range(16)), None


def taxpayer(rng: random.Random) -> tuple[str, None]:
    d = "".join(rng.choice("0123456789") for _ in range(15))
    return f"{d[:2]}.{d[2:5]}.{d[5:8]}.{d[8]}-{d[9:12]}.{d[12:]}", None


def notary(rng: random.Random) -> tuple[str, None]:
    """A notary stands near the parties and must not be taken for a representative: deliberately not labelled."""
    return person(rng)[0], None


SLOTS: Mapping[str, Slot] = {
    "per": person, "org": organisation, "firm": firm, "agency": agency, "jab": office, "addr": address, "pos": position, "place": place, "no": number, "date": day,
    "rp": rupiah, "n": digits, "jp": lambda rng: (rng.choice((", JP", " dan JP", "")), None), "nik": identity, "npwp": taxpayer, "notary": notary,
}  # fmt: skip
