"""The shape of a clause rule: which words make a sentence be about a kind of clause, and which deny it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractor.vocabulary import ClauseKind

# People who work under the contract, as contracts call them.
WORKER = (
    r"(?:pekerja|karyawan|karyawati|tenaga kerja|tenaga|personil|personel|pegawai|buruh|petugas|anggota|"
    r"satpam|security|"
    r"pengemudi|sopir|pramubakti|cleaner|kasir|kurir|pramuniaga|crew|kru|mitra kerja|pihak pekerja|teller|guru|"
    r"perawat|bidan|pegawai|pekerja(?:nya)?)"
)
WAGE = r"(?:upah|gaji|honor(?:arium)?|penghasilan|imbalan (?:kerja|jasa)|take home pay)"
GIVES = (
    r"(?:berhak|mendapat(?:kan)?|diberi(?:kan)?|memberi(?:kan)?|memperoleh|menerima|dibayar(?:kan)?|membayar(?:kan)?|"
    r"menyediakan|disediakan|menanggung|ditanggung|diperhitungkan|dihitung|wajib|menjamin)"
)

# The same without the words of duty: "wajib lembur" promises no pay.
PAYS = GIVES.replace("|wajib", "")


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """How one kind of clause is recognised in one sentence (lower case, single blanks).

    ``topic``   the words that name it; the stance is judged towards them.
    ``needs``   must also stand in the sentence (or, with ``heading_helps``, in the heading or lead-in).
    ``unless``  makes the sentence be about something else.
    ``deny``    denies it outright, whatever the grammar; ``grant`` grants it outright; ``firm`` only makes a grant weigh more.
    ``also``    a second set of words that grants it without ``topic`` ("senin s/d sabtu pukul 07.00").
    ``denies_also`` denies it without ``topic`` ("bekerja melebihi jam ... tanpa tambahan bayaran").
    ``despite`` keeps ``deny`` from counting ("jam kerja menyesuaikan musim, 40 jam seminggu").
    ``terms``   what was searched for, as shown to people when nothing is found.
    """

    kind: ClauseKind
    topic: str
    terms: tuple[str, ...]
    needs: str = ""
    unless: str = ""
    deny: str = ""
    grant: str = ""
    firm: str = ""
    also: str = ""
    denies_also: str = ""
    despite: str = ""
    heading_helps: bool = False
    negatable: bool = True
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict, repr=False, compare=False)

    def pattern(self, part: str) -> re.Pattern[str] | None:
        """The compiled pattern of a part ("topic", "deny", ...), None when the rule has none."""
        source = getattr(self, part)
        if not source:
            return None
        if part not in self._compiled:
            self._compiled[part] = re.compile(source)
        return self._compiled[part]

    def find(self, part: str, sentence: str) -> re.Match[str] | None:
        pattern = self.pattern(part)
        return pattern.search(sentence) if pattern else None
