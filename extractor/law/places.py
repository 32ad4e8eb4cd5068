"""From a place or address text to kabupaten/kota and province."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractor.law.types import Place, Province, Regency, Region

_STREET = {"jl", "jln", "jalan", "gg", "gang", "lorong"}
_NUMBER = {"no", "nomor", "km", "blok", "rt", "kav"}
_KIND = {
    "kab": "kabupaten",
    "kabupaten": "kabupaten",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "kotamadia": "kota",
}
_PROVINCE = {"provinsi", "prov", "propinsi"}
_NOT_HERE = {"kec", "kecamatan", "kel", "kelurahan", "desa", "dusun", "nagari", "pt", "cv", "bank"}


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Lower-case words without punctuation, one blank between ("Kab. Rejang-Lebong" -> "kab rejang lebong")."""
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _key(name: str) -> str:
    """Names are compared without blanks: "Muko Muko" is "Mukomuko"."""
    return words(name).replace(" ", "")


class Gazetteer:
    """The kabupaten/kota and provinces by name, made once for a state of the law data."""

    def __init__(self, regencies: Sequence[Regency], provinces: Sequence[Province]) -> None:
        by_name: dict[str, list[Regency]] = {}
        for regency in regencies:
            for name in (regency.name, *regency.aliases):
                by_name.setdefault(_key(name), []).append(regency)
        names = [n for r in regencies for n in (r.name, *r.aliases)] + [
            n for p in provinces for n in (p.name, *p.aliases)
        ]
        self.regencies = {name: tuple(found) for name, found in by_name.items()}
        self.by_alias = {_key(name): p for p in provinces for name in (p.name, *p.aliases)}
        self.provinces = {p.name: p for p in provinces}
        self.longest = 1 + max(len(words(name).split()) for name in names)

    def at(self, tokens: Sequence[str], position: int) -> tuple[int, tuple[Regency, ...], Province | None]:
        """The longest name that starts at a token: how many tokens, which regencies, which province."""
        for size in range(min(self.longest, len(tokens) - position), 0, -1):
            key = "".join(tokens[position : position + size])
            if key in self.regencies or key in self.by_alias:
                return size, self.regencies.get(key, ()), self.by_alias.get(key)
        return 0, (), None


def regions(text: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """The regions the whole text may name, with or without their kind before the name."""
    kind, *rest = words(text).split() or [""]
    if kind in _KIND and rest:
        return tuple(
            Region(r.level, r.name)
            for r in gazetteer.regencies.get("".join(rest), ())
            if r.level == _KIND[kind]
        )  # fmt: skip
    province = gazetteer.by_alias.get("".join(rest) if kind in _PROVINCE and rest else _key(text))
    found = [Region("provinsi", province.name)] if province else []
    if kind not in _PROVINCE:
        found += [Region(r.level, r.name) for r in gazetteer.regencies.get(_key(text), ())]
    return tuple(found)


def locate(text: str, gazetteer: Gazetteer) -> Place:
    """Resolve a place text.

    A name with its kind ("Kabupaten Seluma", "Kota Bengkulu") wins over a bare one, a later one over an earlier one
    (addresses end in the city), and street names ("Jl. Bandung No. 3") do not count. A bare name that fits several
    kabupaten/kota leaves the regency open; the province too when they lie in different provinces.
    """
    typed: list[Regency] = []
    bare: list[tuple[Regency, ...]] = []
    named: list[Province] = []
    for part in re.split(r"[,;\n()]|\s[-–]\s", text):
        tokens = words(part).split()
        position = 0
        street = False
        while position < len(tokens):
            token = tokens[position]
            if token in _STREET:
                street = True
            elif token in _NUMBER or token.isdigit():
                street = False
            size, regs, province = gazetteer.at(tokens, position)
            if not size:
                position += 1
                continue
            before = tokens[position - 1] if position else ""
            kind = _KIND.get(before)
            if kind and regs:
                typed.extend(r for r in regs if r.level == kind)
            elif before in _PROVINCE and province:
                named.append(province)
            elif not street and before not in _NOT_HERE:
                if regs:
                    bare.append(regs)
                if province:
                    named.append(province)
            position += size
    return _decide(typed=typed, bare=bare, named=named, provinces=gazetteer.provinces)


def _decide(
    *,
    typed: Sequence[Regency],
    bare: Sequence[tuple[Regency, ...]],
    named: Sequence[Province],
    provinces: Mapping[str, Province],
) -> Place:
    said = {p.name for p in named}
    if typed:
        fitting = [r for r in typed if r.province in said] or list(typed)
        return Place(fitting[-1], provinces[fitting[-1].province])
    for candidates in reversed(bare):
        fitting = [r for r in candidates if r.province in said] or list(candidates)
        homes = {r.province for r in fitting}
        # "Bengkulu" and "Gorontalo" are a province and a kota of it: only the province is certain.
        namesake = any(r.name == r.province for r in fitting)
        if namesake and len(said) > 1:
            break
        doubtful = len(fitting) > 1 or namesake
        if not doubtful:
            return Place(fitting[0], provinces[fitting[0].province])
        if len(homes) == 1:
            return Place(
                None,
                provinces[homes.pop()],
                "Nama tempat bisa berarti kabupaten, kota atau provinsi; hanya provinsinya yang pasti.",
            )
        return Place(None, None, f"Nama tempat ada di beberapa provinsi: {', '.join(sorted(homes))}.")
    if len(said) == 1:
        return Place(None, named[0], "Hanya provinsi yang disebut; kabupaten/kota tidak diketahui.")
    if said:
        return Place(None, None, f"Beberapa provinsi disebut: {', '.join(sorted(said))}.")
    return Place(None, None, "Tempat kerja tidak dikenali sebagai kabupaten/kota atau provinsi.")
