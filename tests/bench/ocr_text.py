"""Invented contract text for benchmark pages: a small grammar of our own. Every name and number is made up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "title", "paragraph", "item", "field", "table", "gap", "signatures"]

_FIRST = (
    "Sulastri", "Bambang", "Wahyu", "Retno", "Darmawan", "Ningsih", "Joko", "Tri", "Yuliana", "Agung", "Fitriani",
    "Hendra", "Murni", "Slamet",
)  # fmt: skip
_LAST = (
    "Prasojo", "Widyanto", "Kusnadi", "Harimurti", "Sutomo", "Lesmana", "Wiratma", "Gunadi", "Saputro", "Mahendra",
    "Rukmana",
)  # fmt: skip
_FIRM = (
    "Karya", "Cipta", "Sentosa", "Mandiri", "Jaya", "Abadi", "Buana", "Tirta", "Graha", "Utama", "Persada",
    "Lintas", "Sarana", "Prima",
)  # fmt: skip
_TOWN = (
    "Kebumen", "Jepara", "Tegal", "Blitar", "Ngawi", "Garut", "Kuningan", "Sragen", "Wonosobo", "Probolinggo",
    "Bantul", "Klaten",
)  # fmt: skip
_STREET = (
    "Mawar", "Anggrek", "Pattimura", "Diponegoro", "Veteran", "Cendana", "Merpati", "Gatot", "Subroto", "Ahmad",
    "Yani",
)  # fmt: skip
_MONTH = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
_JOB = [
    "Tenaga Kebersihan", "Petugas Keamanan", "Pengemudi Operasional", "Juru Masak", "Operator Telepon",
    "Petugas Parkir", "Penata Taman", "Teknisi Listrik", "Kurir Dokumen", "Resepsionis",
]  # fmt: skip
_SUBJECT = [
    "PIHAK PERTAMA", "PIHAK KEDUA", "Penyedia", "Pemberi Kerja", "Perusahaan", "Pekerja", "Pengguna Jasa",
    "Pejabat Pembuat Komitmen", "Kedua belah pihak", "Pengawas lapangan",
]  # fmt: skip
_DUTY = [
    "wajib membayar upah paling lambat tanggal {day} setiap bulan melalui rekening bank",
    "menyediakan alat pelindung diri, seragam kerja, dan perlengkapan keselamatan tanpa dipungut biaya",
    "mengikutsertakan seluruh tenaga kerja dalam program jaminan sosial ketenagakerjaan dan kesehatan",
    "membayar uang lembur sesuai ketentuan peraturan perundang-undangan yang berlaku",
    "memberikan tunjangan hari raya sebesar satu bulan upah selambat-lambatnya tujuh hari sebelum hari raya",
    "berhak atas cuti tahunan selama {leave} hari kerja setelah bekerja dua belas bulan terus-menerus",
    "tidak dapat mengalihkan pekerjaan kepada pihak lain tanpa persetujuan tertulis",
    "menanggung iuran jaminan kecelakaan kerja sebesar {rate}% dan jaminan kematian sebesar {rate2}% dari upah",
    "menyelesaikan setiap perselisihan secara musyawarah untuk mencapai mufakat",
    "melaporkan kehadiran tenaga kerja secara tertulis sebelum tanggal {day} bulan berikutnya",
    "dikenakan denda keterlambatan sebesar {rate2}‰ dari nilai kontrak untuk setiap hari keterlambatan",
    "menerima upah pokok sebesar {money} per bulan terhitung sejak {date}",
    "melaksanakan pekerjaan selama {hours} jam sehari atau {week} jam seminggu",
    "memperoleh uang kompensasi pada saat berakhirnya perjanjian kerja waktu tertentu",
]  # fmt: skip
_LINK = [
    "dengan ketentuan bahwa", "apabila di kemudian hari ternyata", "sebagaimana dimaksud pada ayat ({n}),",
    "sesuai dengan Pasal {n} perjanjian ini,", "dalam hal terjadi keadaan memaksa,", "untuk keperluan tersebut",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page: ``lines`` are its texts, ``cells`` the rows of a table."""

    kind: BlockKind
    lines: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()


class Writer:
    """Writes the blocks of one page from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def page(self, *, table: bool) -> tuple[Block, ...]:
        """Enough blocks for one page, begun at a random part of a contract; ``table`` puts a wage table on it."""
        pick = self._random
        blocks: list[Block] = []
        if pick.random() < 0.5:
            blocks += self._head()
        chapter = pick.randint(1, 12)
        place = pick.randint(1, 3)
        for part in range(14):
            if table and part == place:
                blocks.append(Block("table", cells=self._table()))
            name = pick.choice(["UPAH DAN PEMBAYARAN", "JANGKA WAKTU", "HAK DAN KEWAJIBAN", "KESELAMATAN KERJA"])
            blocks.append(Block("heading", (f"Pasal {chapter + part}", name)))
            for number in range(1, pick.randint(2, 4)):
                blocks.append(Block("item", (f"({number})", self._sentence())))
            if pick.random() < 0.4:
                blocks.append(Block("paragraph", (self._sentence(),)))
        return tuple(blocks)

    def money(self) -> str:
        pick = self._random
        amount = pick.choice(
            [pick.randint(20, 99) * 50_000 + pick.randint(0, 49_999), pick.randint(10, 999) * 1_000_500]
        )
        text = f"{amount:,}".replace(",", ".")
        return pick.choice([f"Rp{text},00", f"Rp {text},-", f"Rp. {text}", f"Rp{text}"])

    def date(self) -> str:
        pick = self._random
        day, month, year = pick.randint(1, 28), pick.randint(1, 12), pick.randint(2009, 2025)
        return pick.choice(
            [f"{day} {_MONTH[month - 1]} {year}", f"{day:02}-{month:02}-{year}", f"{day:02}/{month:02}/{year}"]
        )

    def _head(self) -> list[Block]:
        pick = self._random
        firm = f"PT {' '.join(pick.sample(_FIRM, 2))}"
        kind, month = pick.choice(["SPK", "PKS", "PKWT"]), pick.choice(["IV", "VII", "XI"])
        number = f"{pick.randint(1, 999):03}/{kind}/{month}/{pick.randint(2009, 2025)}"
        person = f"{pick.choice(_FIRST)} {pick.choice(_LAST)}"
        nik = "".join(str(pick.randint(0, 9)) for _ in range(16))
        npwp = "{:02}.{:03}.{:03}.{}-{:03}.{:03}".format(*(pick.randint(0, n) for n in (99, 999, 999, 9, 999, 999)))
        street = (
            f"Jl. {pick.choice(_STREET)} No. {pick.randint(1, 250)} {pick.choice(_TOWN)} {pick.randint(50000, 69999)}"
        )
        return [
            Block("title", ("SURAT PERJANJIAN KERJA", f"Nomor: {number}")),
            Block("paragraph", (f"Pada hari ini, tanggal {self.date()}, yang bertanda tangan di bawah ini:",)),
            Block("field", ("Nama", person)),
            Block("field", ("NIK", nik)),
            Block("field", ("NPWP", npwp)),
            Block("field", ("Alamat", street)),
            Block("paragraph", (f"bertindak untuk dan atas nama {firm}, selanjutnya disebut PIHAK PERTAMA.",)),
        ]

    def _sentence(self) -> str:
        pick = self._random
        parts = [pick.choice(_SUBJECT), self._filled(pick.choice(_DUTY))]
        for _ in range(pick.randint(0, 2)):
            link = pick.choice(_LINK).format(n=pick.randint(1, 9))
            subject = pick.choice(_SUBJECT)
            parts += [link, subject, self._filled(pick.choice(_DUTY))]
        text = " ".join(parts)
        return text[0].upper() + text[1:] + "."

    def _filled(self, text: str) -> str:
        pick = self._random
        return text.format(
            day=pick.randint(1, 28), leave=pick.randint(12, 18), rate=f"{pick.randint(0, 5)},{pick.randint(10, 99)}",
            rate2=f"{pick.randint(0, 3)},{pick.randint(1, 9)}", money=self.money(), date=self.date(),
            hours=pick.randint(6, 9), week=pick.randint(35, 48), n=pick.randint(1, 9),
        )  # fmt: skip

    def _table(self) -> tuple[tuple[str, ...], ...]:
        pick = self._random
        rows = [("No", "Uraian", "Jumlah", "Upah (Rp)", "Total (Rp)")]
        total = 0
        for number, job in enumerate(pick.sample(_JOB, pick.randint(3, 6)), start=1):
            count, wage = pick.randint(1, 24), pick.randint(1800, 5200) * 1000 + pick.randint(0, 999)
            total += count * wage
            rows.append((str(number), job, f"{count} orang", self._grouped(wage), self._grouped(count * wage)))
        rows.append(("", "Jumlah", "", "", self._grouped(total)))
        return tuple(rows)

    @staticmethod
    def _grouped(amount: int) -> str:
        return f"{amount:,}".replace(",", ".")
