"""How well the tree is found: precision, recall and F1 over node paths. Run as a script it prints the curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from structure_documents import STYLES, Written, all_documents, break_heading, write_articles

from extractor.structure import build_structure
from extractor.structure.types import Section, Structure

_KINDS = ("pasal", "ayat", "huruf", "angka")


def paths_of(structure: Structure) -> list[str]:
    """The numbered nodes' paths, chapters left out."""
    found: list[str] = []

    def walk(section: Section, above: str) -> None:
        here = above
        if section.kind in _KINDS:
            here = f"{above}/{section.kind} {section.label}".lstrip("/")
            found.append(here)
        for child in section.children:
            walk(child, here)

    for child in structure.root.children:
        if child.kind not in ("cover", "title", "parties", "recitals", "signatures"):
            walk(child, "")
    return found


def f1(pairs: Iterable[tuple[list[str], list[str]]], *, only: str = "") -> float:
    """F1 over (expected, found) paths, or over those that are a single node of kind ``only``."""
    right = wanted = got = 0
    for expected, found in pairs:
        a = Counter(p for p in expected if not only or (p.startswith(only) and "/" not in p))
        b = Counter(p for p in found if not only or (p.startswith(only) and "/" not in p))
        right += sum((a & b).values())
        wanted += sum(a.values())
        got += sum(b.values())
    return 2 * right / (wanted + got) if wanted + got else 1.0


def read(written: Written, *, noise: float = 0.0, skew: float = 0.0, seed: int = 0) -> tuple[list[str], list[str]]:
    """(expected, found) paths of a document read with this much noise."""
    return written.paths, paths_of(build_structure(written.paper.finish(noise=noise, skew=skew, seed=seed)))


def main() -> None:
    for noise in (0.0, 0.005, 0.01, 0.02, 0.04):
        pairs = [read(doc, noise=noise, skew=0.4, seed=seed) for seed in (1, 2) for doc in all_documents(seed=seed)]
        print(f"noise {noise:.3f}: nodes {f1(pairs):.3f}, articles {f1(pairs, only='pasal'):.3f}")
    for noise in (0.0, 0.01):
        broken = [
            read(write_articles(s, seed=seed, heading=break_heading), noise=noise, seed=seed)
            for seed in (1, 2)
            for s in STYLES
        ]
        print(f"every heading broken, noise {noise}: nodes {f1(broken):.3f}, articles {f1(broken, only='pasal'):.3f}")
    for doc in all_documents():
        expected, found = read(doc)
        lost, extra = Counter(expected) - Counter(found), Counter(found) - Counter(expected)
        print(f"{doc.name:26} {f1([(expected, found)]):.3f} lost {sorted(lost)[:6]} extra {sorted(extra)[:6]}")


if __name__ == "__main__":
    main()
