"""NIK, NPWP and contract numbers: closed formats with the slips of scanners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SLIPS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "S": "5", "B": "8", "Z": "2"})
_D = r"[\dOoQlI|SBZxX*]"
_NPWP_DOTTED = re.compile(
    rf"(?<![\w.]){_D}{{2}}\s?[.,]?\s?{_D}{{3}}\s?[.,]\s?{_D}{{3}}\s?[.,]\s?{_D}\s?[-–—.]\s?{_D}{{3}}\s?[.,]"
    rf"\s?{_D}{{3}}(?!\w)"
)
_NPWP_SIXTEEN = re.compile(rf"(?<!\w){_D}{{4}}(?:[\s.\-]{{0,2}}{_D}{{4}}){{3}}(?!\w)")
_NPWP_PLAIN = re.compile(rf"(?<!\w){_D}{{15}}(?!\w)")
_NPWP_LABEL = re.compile(
    r"N\s?\.?\s?P\s?\.?\s?W\s?\.?\s?P\b\.?|nomor\s{1,2}pokok\s{1,2}wajib\s{1,2}pajak", re.IGNORECASE
)
_NIK = re.compile(rf"(?<!\w)[1-9lI](?:[\s.\-]?{_D}){{15}}(?!\w)")
_NIK_LABEL = re.compile(
    (
        r"\bN\s?[I1l]\s?K\b\.?|\b(?:no(?:mor)?\.?\s{0,2})?K\s?T\s?P\b(?:\s?/\s?SIM)?|"
        r"nomor\s{1,2}induk\s{1,2}kependudukan|\b(?:(?:ID|identity)\s{1,2}(?:card(?:\s{1,2}n(?:o|umber))?|number)|ID|No\.?\s?ID|no\.?\s{1,2}identitas)\b"
    ),
    re.IGNORECASE,
)
_FILLER = re.compile(
    (
        r"(?:\s(?:penyedia|perusahaan|pihak \w+|pekerja|karyawan))?[\s:.;=_\-–—()]{0,8}(?:no(?:mor)?[\s.:]{1,4"
        r"})?(?:KTP|NIK)?[\s:.;=_\-–—()]{0,6}"
    ),
    re.IGNORECASE,
)

LABEL = re.compile(
    r"(?<![A-Za-z])(?P<label>NOMOR|Nomor|nomor|NOMER|Nomer|NO|No|N\s?O\s?M\s?O\s?R|N\so\sm\so\sr|Number|#|Nomo[rn]|N0M0R|"
    r"N[o0]m[o0]r|Ref(?:erensi)?|REF)(?P<of>(?:(?:\s(?:DAN|dan|Dan|/)\s?(?:TANGGAL|tanggal|Tanggal|"
    r"Tgl\.?))?\s{1,2}(?:SPK|Kontrak|KONTRAK|Perjanjian|PERJANJIAN|PKS|SP|"
    r"Surat\s{1,2}Perintah\s{1,2}Kerja"
    r"|PIHAK\s{1,2}\w+|Pihak\s{1,2}\w+(?:\s{1,2}\([^)]{1,30}\))?|Surat\s{1,2}Perjanjian|PKWT|Addendum|"
    r"ADDENDUM)|[.\s]{1,3}[A-Z][A-Za-z]{1,14}(?:\s[A-Z][A-Za-z]{1,12})?(?=\s?:))?)[\s.]{0,3}[:;=—_]{0,3}["
    r"\s.:]{0,3}[\"“”]?"
)
# A part of a number, or one set in spaced letters ("4 2 6 8 / P M K / 2020").
_PART = r"(?:[A-Za-z0-9](?:\s[A-Za-z0-9](?![A-Za-z0-9.]))+|[A-Za-z0-9&()\[\]|!'’°]+|[×✕χΧ])"
_NUMBER = re.compile(
    rf"(?:[/.\-_–—]\s?)?{_PART}(?:\s{{0,2}}(?:[/._\-–—]|/{{2,3}})\s{{0,2}}{_PART}|(?<=\w):(?=[A-Z]){_PART}|(?<=[/.\-–—])\s{{0,1}}{_PART}|"
    r"\s(?=[/])|[/](?=\s|$))*"
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier at ``start:end``; ``value`` as printed with blanks tidied, ``digits`` its digits."""

    start: int
    end: int
    value: str
    digits: str
    labelled: bool


def find_npwp(text: str) -> Iterator[Identifier]:
    """Tax numbers: dotted 15 digits anywhere, plain 15 or 16 digits only after the label NPWP."""
    taken: set[int] = set()
    for label in _NPWP_LABEL.finditer(text):
        filler = _FILLER.match(text, label.end())
        at = filler.end() if filler else label.end()
        for pattern in (_NPWP_DOTTED, _NPWP_SIXTEEN, _NPWP_PLAIN):
            match = pattern.match(text, at)
            if match and _mostly_digits(match.group()):
                taken.add(match.start())
                yield _identifier(match, labelled=True)
                break
    for match in _NPWP_DOTTED.finditer(text):
        if match.start() not in taken and _mostly_digits(match.group()):
            yield _identifier(match, labelled=False)


def find_nik(text: str) -> Iterator[Identifier]:
    """Resident numbers of 16 digits after NIK or KTP (a company's staff number under the same label is shorter)."""
    for label in _NIK_LABEL.finditer(text):
        filler = _FILLER.match(text, label.end())
        match = _NIK.match(text, filler.end() if filler else label.end())
        if match and _mostly_digits(match.group()):
            yield _identifier(match, labelled=True)


def find_bare_nik(text: str) -> Iterator[Identifier]:
    """Numbers built like a NIK (district, date of birth) that stand without their label."""
    for match in _NIK.finditer(text):
        made = _identifier(match, labelled=False)
        if plausible_nik(made.digits):
            yield made


def plausible_nik(digits: str) -> bool:
    """Whether 16 digits can be a NIK: province 11-96, day 1-31 or 41-71 for women, month 1-12."""
    if not re.fullmatch(r"\d{16}", digits):
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    return 11 <= int(digits[:2]) <= 96 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _mostly_digits(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 9


def _identifier(match: re.Match[str], *, labelled: bool) -> Identifier:
    printed = re.sub(r"\s+", " ", match.group()).translate(_SLIPS)
    return Identifier(match.start(), match.end(), printed, re.sub(r"\D", "", printed), labelled)


def contract_number_at(text: str, at: int) -> Identifier | None:
    """A contract number that starts at ``at``: one separator and a digit at least ("7/ 40 /PL-1", "/PKWT/X/2023")."""
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    match = _NUMBER.match(text, at, line_end)
    if not match:
        return None
    end = match.end()
    # A number that ends on a separator runs on in the next line.
    if re.search(r"[/\-–—]\s*$", text[at:end]) and line_end < len(text):
        more = _NUMBER.match(text, line_end + 1)
        if (more and "/" in more.group()) or (more and re.fullmatch(r"\d{4}", more.group())):
            end = more.end() if more else end
    printed = re.sub(r"\s+", " ", text[at:end]).strip(" .,;:")
    printed = re.sub(r"[×✕χΧ]", "X", printed)  # a roman ten that the scanner took for the sign of multiplication
    printed = re.sub(r"(?<=\b[A-Za-z0-9]) (?=[A-Za-z0-9]\b)", "", printed)
    if not re.search(r"\d", printed) or not re.search(r"[/.\-–—_]", printed):
        return None
    return Identifier(at, at + len(text[at:end].rstrip(" .,;:")), printed, re.sub(r"\D", "", printed), True)


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_MONTH = re.compile(r"(?<=[/.\-])(?P<m>[1lI|!]{1,3}|[XV][1lI|]{1,3}|[1lI|][XV]|X)(?=[/.\-](?:19|20)\d\d\b)")


def mended_month(number: str, *, month: int | None) -> str:
    """The number with its roman month as printed when a scanner took I for 1 ("/111/2018" -> "/III/2018").

    ``month`` is the month of signing: "/11/" is November or II, and the date tells which.
    """

    def mend(match: re.Match[str]) -> str:
        roman = re.sub(r"[1l|!]", "I", match["m"])
        if roman not in _ROMANS:
            return match["m"]
        if match["m"].isdigit() and match["m"] in ("10", "11", "12") and month != _ROMANS.index(roman) + 1:
            return match["m"]
        return roman

    if month is not None:
        # "/III/2023" read as "//2023": the strokes of the numeral became the strokes of the slashes.
        number = re.sub(r"(?<=[^/])/{2,4}(?=(?:19|20)\d\d\b)", f"/{_ROMANS[month - 1]}/", number)
    return _ROMAN_MONTH.sub(mend, number)


def mended_figures(number: str) -> str:
    """The number with letters a scanner read for figures set right, in parts that are figures otherwise ("2O22")."""
    return re.sub(
        r"(?<![A-Za-z\d])(?=[\dOol|]*\d[\dOol|]*\d)[\dOol|]+(?![A-Za-z\d])",
        lambda m: m.group().translate(_SLIPS),
        number,
    )
