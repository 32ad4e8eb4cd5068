"""Which trained model the facts stage uses: the one that ships with the project, or one the office trained itself.

A model is a folder: ``entities/``, ``passages.npz``, ``calibration.json`` and ``record.json`` (its version and where it
comes from). Its version is part of every result, so it is fixed when a process starts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "LINDUNG_MODEL_DIR"
SHIPPED = Path(__file__).parent / "facts" / "model"
RECORD = "record.json"


def model_folder(env: Mapping[str, str] = os.environ) -> Path:
    """The model in use: the folder that the environment names when it holds a model, else the shipped one."""
    named = env.get(VARIABLE)
    if named and (Path(named) / RECORD).is_file():
        return Path(named)
    return SHIPPED
