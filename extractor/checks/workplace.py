"""Which place decides on the minimum wage: the stated place of work, else the user's seat, else where it was signed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extractor.checks.case import Case


@dataclass(frozen=True, slots=True)
class Workplace:
    """A place text that names at least a province; ``note`` is set when it is not the stated place of work.

    ``decides`` is False for the place of signing alone: contracts are often signed far from where people work.
    """

    text: str
    source: str
    note: str = ""
    decides: bool = True


def workplace(case: Case) -> Workplace | None:
    """The first of the places the contract names that resolves to a province, made more exact by a later one in the
    same province that names the kabupaten/kota."""
    located = [(c, case.law.locate(c.text)) for c in _candidates(case)]
    first = next(((c, place) for c, place in located if place.province is not None), None)
    if first is None or first[1].regency is not None:
        return first[0] if first else None
    for candidate, place in located:
        if place.regency is not None and place.province == first[1].province:
            return replace(candidate, decides=first[0].decides)
    return first[0]


def _candidates(case: Case) -> tuple[Workplace, ...]:
    contract, found = case.contract, []
    if contract.work_place:
        found.append(Workplace(contract.work_place.value, "tempat kerja dalam kontrak"))
    for function in ("user", "ppk", "employer"):
        for party in contract.parties:
            if party.function != function:
                continue
            note = "Tempat kerja tidak disebut; dipakai alamat pemberi kerja. Pastikan tempat kerja sebenarnya."
            if party.address:
                found.append(Workplace(party.address.value, "alamat pemberi kerja", note))
            if party.name and function != "employer":
                found.append(Workplace(party.name.value, "nama pemberi kerja", note))
    if contract.signed_at:
        note = "Tempat kerja tidak disebut; dipakai tempat penandatanganan. Pastikan tempat kerja sebenarnya."
        found.append(Workplace(contract.signed_at.value, "tempat penandatanganan", note, decides=False))
    return tuple(found)
