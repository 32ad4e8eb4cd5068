"""Fit the confidences of the shipped model anew: ``make model`` ends with it; ``make calibration`` does it alone.

Reads the regression documents (text layer) undamaged and damaged, adds the stored first runs, writes
``calibration.json`` and the record of the model, and prints how far confidence and truth lie apart before and after.
"""

from __future__ import annotations

import sys
from pathlib import Path

from extractor.facts.learning.calibrate import damaged_claims, first_run_claims, fit, report, write
from extractor.facts.learning.record import read_record, write_record
from extractor.model_folder import SHIPPED

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "facts"))


def main() -> None:
    """Fit, store, print."""
    from born_words import born_words

    truths = [p for folder in (ROOT / "tests" / "corpus", ROOT / "samples") for p in sorted(folder.glob("*.gold.json"))]
    words = {path: born_words(path.with_name(f"{path.name.split('.')[0]}.born.pdf")) for path in truths}
    made = [*first_run_claims(ROOT / "tests" / "corpus" / "first_runs.json"), *damaged_claims(truths, words)]
    figures = report(made)
    write(SHIPPED, fit(made), figures)
    about = {k: v for k, v in read_record(SHIPPED).items() if k not in ("version", "libraries")}
    write_record(SHIPPED, about)
    print(f"{'source':<14}{'facts':>7}{'right':>8}{'claimed':>9}{'ECE':>7}{'calibrated':>12}{'ECE':>7}")
    for source, row in figures.items():
        print(
            f"{source:<14}{row['facts']:>7}{row['right']:>8.3f}{row['claimed']:>9.3f}{row['ece_claimed']:>7.3f}"
            f"{row['calibrated']:>12.3f}{row['ece_calibrated']:>7.3f}"
        )


if __name__ == "__main__":
    main()
