"""``model`` and ``corrections``: train the models of the facts stage, measure them, and switch between them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from api import model_store
from api.context import open_context
from api.database import transaction
from api.services import learning
from api.settings import from_environment
from extractor.facts.learning.compare_models import judge_models, outcomes_of
from extractor.facts.learning.corrections import CorrectedDocument, NoCorrections, read_corrections, write_corrections
from extractor.facts.learning.measure import Outcome, Score, compare, load_truth, overall, totals
from extractor.facts.learning.record import HELD, read_record
from extractor.intake import identify
from extractor.model_folder import VARIABLE, model_folder
from extractor.sandbox import ReadingPool, UnderstandingPool
from extractor.words.types import PageFailure, PageWords

NOT_FOUND = 5
NOT_BETTER = 1
REGRESSION_SET = Path(__file__).resolve().parents[2] / "tests" / "corpus"
"""The hand-written documents every model is measured on."""
Pages = list[PageWords | PageFailure]


def export(out: Path, *, everything: bool) -> int:
    """Write all corrected documents to ``out``; of every office with ``everything``."""
    settings = from_environment()
    context = open_context(settings)
    try:
        with context.sessions() as session:
            found = list(learning.corrected_documents(session, org=None if everything else settings.org))
    finally:
        context.close()
    if not found:
        print(
            "Belum ada koreksi yang dapat dipakai melatih; tidak ada berkas yang ditulis.\n"
            "Koreksi fakta pada laporan, lalu ulangi perintah ini.",
            file=sys.stderr,
        )
        return NOT_FOUND
    write_corrections(found, out)
    closed = sum(document.checked for document in found)
    print(f"{len(found)} dokumen dengan koreksi ditulis ke {out} ({closed} di antaranya sudah selesai ditinjau).")
    print("Berkas itu memuat data pribadi dari kontrak: simpan di kantor, jangan dikirim keluar.", file=sys.stderr)
    return 0


def train(*, without_entities: bool, corrections: Path | None) -> int:
    """Make the models again from the invented contract text, or a new one from corrections; minutes of work."""
    if corrections is not None:
        return _train_with(corrections)
    if find_spec("sklearn") is None:
        print(
            "Melatih model memerlukan scikit-learn, yang tidak terpasang. Model bawaan tetap dipakai.\n"
            "Pasang dengan: make model",
            file=sys.stderr,
        )
        return NOT_FOUND
    from extractor.facts.learning.train import train_all

    print(json.dumps(train_all(entities=not without_entities), indent=2, ensure_ascii=False))
    return 0


def _train_with(corrections: Path) -> int:
    found = _corrections(corrections)
    if found is None:
        return NOT_FOUND
    if all(document.held_back for document in found):
        print(
            "Semua dokumen di berkas itu disisihkan untuk menguji; belum ada yang dapat dipelajari.\n"
            "Kumpulkan koreksi beberapa dokumen lagi, lalu ulangi.",
            file=sys.stderr,
        )
        return NOT_FOUND
    from extractor.facts.learning.train import train_with

    passages = find_spec("sklearn") is not None
    if not passages:
        print("scikit-learn tidak terpasang: model pasal tidak ikut dilatih.", file=sys.stderr)
    settings = from_environment()
    with model_store.new_model(settings) as folder:
        record = train_with(found, base=model_store.in_use(settings), folder=folder, passages=passages)
    print(json.dumps(record, indent=2, ensure_ascii=False))
    print(
        f"Model {record['version']} tersimpan dan belum dipakai. Ukur dan pakai dengan: lindung model use "
        f"{record['version']}",
        file=sys.stderr,
    )
    return 0


def evaluate(folder: Path | None, *, variant: str, corrections: Path | None, version: str | None, as_json: bool) -> int:
    """Compare what a model reads (the one in use, or ``version``) with documents whose facts are known: every
    ``NN.<variant>.pdf`` in ``folder`` with its ``NN.gold.json``, and corrected documents."""
    chosen = model_folder() if version is None else model_store.find(from_environment(), version)
    corrected = () if corrections is None else _corrections(corrections)
    if corrected is None:
        return NOT_FOUND
    pairs = [] if folder is None else _pairs(folder, variant)
    if not pairs and not corrected:
        print(
            f"Tidak ada dokumen uji{'' if folder is None else f' di {folder}'}. Ukuran model tidak dapat dihitung.\n"
            f"Siapkan pasangan berkas NN.gold.json dan NN.{variant}.pdf (lihat tests/corpus), atau sebutkan --with.",
            file=sys.stderr,
        )
        return NOT_FOUND
    scores = _scores(chosen, _read(pairs), corrected)
    count = len(pairs) + len(corrected)
    _print({**scores, "all facts": overall(scores.values())}, documents=count, as_json=as_json)
    return 0


def use(version: str) -> int:
    """Switch a model on when it is not worse than the one in use on the regression set; exit code 1 when it is."""
    settings = from_environment()
    before, after = model_store.in_use(settings), model_store.find(settings, version)
    if before == after:
        print(f"Model {version} sudah dipakai.")
        return 0
    pairs = _pairs(REGRESSION_SET, "born")
    held = _held(before, after)
    if not pairs and not held:
        print(
            "Dokumen uji (tests/corpus) tidak ada di pemasangan ini, jadi model tidak dapat diuji dan tidak diganti.",
            file=sys.stderr,
        )
        return NOT_FOUND
    read = _read(pairs)
    judged = judge_models(_scores(before, read, held), _scores(after, read, held))
    print(
        f"{len(pairs) + len(held)} dokumen uji: F1 {judged.before:.4f} sekarang, "
        f"{judged.after:.4f} dengan model {version}."
    )
    if not judged.may_be_used:
        print(
            f"Model {version} lebih buruk ({', '.join(judged.worse)}), jadi tidak dipakai; model yang sekarang tetap.\n"
            "Kumpulkan koreksi lebih banyak, lalu latih lagi.",
            file=sys.stderr,
        )
        return NOT_BETTER
    model_store.use(settings, version)
    print("Dipakai mulai proses berikutnya: hentikan dan jalankan lagi `lindung serve`, lalu `lindung model reread`.")
    return 0


def listing(*, as_json: bool) -> int:
    """The models of this installation; the one in use is marked."""
    models = model_store.listing(from_environment())
    if as_json:
        rows = [{"version": m.version, "shipped": m.shipped, "in_use": m.in_use, **_about(m.folder)} for m in models]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    for model in models:
        mark = "*" if model.in_use else " "
        learnt = _about(model.folder).get("corrections")
        told = "bawaan" if model.shipped else f"dilatih dengan {learnt or 0} dokumen koreksi"
        print(f"{mark} {model.version}  {told}")
    return 0


def reread() -> int:
    """Queue every finished document that an older version has read; corrections and decisions stay."""
    settings = from_environment()
    context = open_context(settings)
    try:
        with transaction(context.sessions) as session:
            count = learning.reread_older(context, session)
    finally:
        context.close()
    print(
        f"{count} dokumen menunggu dibaca dengan versi sekarang."
        if count
        else "Semua dokumen sudah dibaca versi sekarang."
    )
    return 0


def _about(folder: Path) -> dict[str, object]:
    corrections = read_record(folder).get("corrections")
    return {"corrections": corrections.get("trained")} if isinstance(corrections, dict) else {}


def _corrections(path: Path) -> tuple[CorrectedDocument, ...] | None:
    try:
        found = read_corrections(path)
    except NoCorrections:
        found = ()
    if found:
        return found
    print(
        f"{path} bukan berkas koreksi, atau kosong. Tidak ada yang dilatih atau diukur.\n"
        "Buat dengan: lindung corrections export KELUARAN.spacy",
        file=sys.stderr,
    )
    return None


def _held(before: Path, after: Path) -> tuple[CorrectedDocument, ...]:
    """The documents that neither model was trained on: held back by both, or by the only one that has any."""
    found: dict[str, CorrectedDocument] = {}
    for folder in (before, after):
        if (folder / HELD).is_file():
            found.update({d.sha256: d for d in read_corrections(folder / HELD)})
    return tuple(found.values())


def _pairs(folder: Path, variant: str) -> list[tuple[Path, Path]]:
    truths = sorted(folder.glob("*.gold.json"))
    pairs = [(path, path.with_name(f"{path.name.split('.')[0]}.{variant}.pdf")) for path in truths]
    return [(truth, file) for truth, file in pairs if file.exists()]


def _read(pairs: list[tuple[Path, Path]]) -> list[tuple[Path, Pages]]:
    """The true facts' files with the pages of their documents, read once for any number of models."""
    read: list[tuple[Path, Pages]] = []
    if pairs:
        with ReadingPool(workers=from_environment().workers) as reader:
            for truth, file in pairs:
                source = identify(file)
                read.append((truth, list(reader.read_pages(source, reader.inspect(source)))))
    return read


def _scores(model: Path, read: list[tuple[Path, Pages]], corrected: tuple[CorrectedDocument, ...]) -> dict[str, Score]:
    """What a model makes of the documents, field by field; it runs in a child of its own."""
    outcomes: list[Outcome] = []
    with _model(model), UnderstandingPool() as understander:
        for truth, pages in read:
            outcomes += compare(load_truth(truth), understander.understand(pages).contract)
        for document in corrected:
            outcomes += outcomes_of(document, understander.understand(document.pages).contract)
    return totals(outcomes)


@contextmanager
def _model(folder: Path) -> Iterator[None]:
    """Children started inside use the model in ``folder``."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _print(scores: Mapping[str, Score], *, documents: int, as_json: bool) -> None:
    if as_json:
        rows = {name: {"f1": round(s.f1, 4), "right": s.right, "invented": s.invented, "missed": s.missed}
                for name, s in scores.items()}  # fmt: skip
        print(json.dumps({"documents": documents, "fields": rows}, indent=2, ensure_ascii=False))
        return
    print(f"{documents} dokumen")
    print(f"{'fakta':<24}{'F1':>7}{'benar':>8}{'salah':>8}{'luput':>8}")
    for name, score in scores.items():
        print(f"{name:<24}{score.f1:>7.3f}{score.right:>8}{score.invented:>8}{score.missed:>8}")
