"""How long all rules take on one report: processor time, best and median of twenty runs.

PYTHONPATH=tests/support python tests/bench/judge_speed.py --pages 20
"""

from __future__ import annotations

import argparse
import statistics
import time

from written_facts import TODAY, clause, contract, cover, law, pages, position

from extractor.checks import judge

PAGE = (
    "Pasal 7. PIHAK KEDUA membayar upah setiap tanggal 1 melalui transfer dan melaporkan pelaksanaan pekerjaan kepada "
    "PIHAK PERTAMA. Pekerja menggunakan sarung tangan dan rompi yang disediakan PIHAK KEDUA selama bertugas. "
) * 9


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6)
    args = parser.parse_args()
    subject = contract(
        starts="2024-01-01",
        positions=tuple(position(title, 3_000_000) for title in ("Satpam", "Pengemudi", "Pramubakti")),
        clauses=(clause("working_hours", quote="2 shift @ 12 jam"), clause("overtime"), clause("thr")),
        insurance=(cover("jkk"), cover("jkm"), cover("jht")),
    )
    read, rules = pages(*[f"Halaman {n}. {PAGE}" for n in range(args.pages)]), law()
    judge(subject, pages=read, law=rules, today=TODAY)
    taken = []
    for _ in range(20):
        began = time.process_time()
        judge(subject, pages=read, law=rules, today=TODAY)
        taken.append((time.process_time() - began) * 1000)
    print(f"{args.pages} pages: best {min(taken):.1f} ms, median {statistics.median(taken):.1f} ms")


if __name__ == "__main__":
    main()
