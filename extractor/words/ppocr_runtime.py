"""What runs the PP-OCR models: ONNX Runtime everywhere, OpenVINO in bfloat16 where the processor multiplies in it.

On a processor with AVX2 only OpenVINO is the slower of the two (decision 0017); on one with bfloat16 units a line took
about half the time (measured on another machine, see there). It is therefore optional (``pip install lindung[bf16]``)
and taken by itself only where both it and the instructions are there. LINDUNG_RUNTIME=onnxruntime or openvino decides
otherwise.
"""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

RuntimeName = Literal["onnxruntime", "openvino"]
RUNTIME_VARIABLE = "LINDUNG_RUNTIME"
_BF16_FLAGS = frozenset({"amx_bf16", "avx512_bf16"})
_CPUINFO = Path("/proc/cpuinfo")

Tensor = npt.NDArray[np.float32]


class Model(Protocol):
    """A model with one input and one output."""

    def __call__(self, images: Tensor) -> Tensor:
        """The output for ``images`` (count x 3 x rows x columns). Raises RuntimeError or the runtime's own errors."""


def chosen() -> RuntimeName:
    """The runtime of this process. ValueError when LINDUNG_RUNTIME names none."""
    named = os.environ.get(RUNTIME_VARIABLE, "")
    if named == "onnxruntime" or (named == "openvino" and _has_openvino()):
        return "onnxruntime" if named == "onnxruntime" else "openvino"
    if named not in ("", "auto", "openvino"):
        raise ValueError(f"{RUNTIME_VARIABLE} must be auto, onnxruntime or openvino, not {named!r}")
    return "openvino" if multiplies_bf16() and _has_openvino() else "onnxruntime"


def multiplies_bf16(cpuinfo: Path = _CPUINFO) -> bool:
    """Whether the processor has bfloat16 units (Linux; elsewhere nothing is known and the answer is no)."""
    try:
        text = cpuinfo.read_text("utf-8", errors="replace")
    except OSError:
        return False
    flags = next((line for line in text.splitlines() if line.startswith("flags")), "")
    return not _BF16_FLAGS.isdisjoint(flags.split())


def opened(model: bytes | Path, *, arena: bool) -> Model:
    """The model, ready to run on one thread. ``arena``: keep memory between calls (ONNX Runtime only).

    Raises FileNotFoundError for a missing file, else what ``ppocr_models.model_errors`` lists.
    """
    if chosen() == "openvino":
        return _OpenVino(model)
    return _OnnxRuntime(model, arena=arena)


class _OnnxRuntime:
    def __init__(self, model: bytes | Path, *, arena: bool) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One worker a core: threads of the runtime's own would only fight over the two there are.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Line widths differ from call to call; memory planned for every shape would only grow.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = arena
        source = model if isinstance(model, bytes) else str(model)
        self.options = options
        self._session: Any = onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])
        self._input: str = self._session.get_inputs()[0].name

    def __call__(self, images: Tensor) -> Tensor:
        (answer,) = self._session.run(None, {self._input: images})
        return np.asarray(answer, np.float32)


class _OpenVino:
    def __init__(self, model: bytes | Path) -> None:
        import openvino

        core: Any = openvino.Core()
        # Lines come in many widths: left open, so that one compiled model serves them all.
        self._request: Any = core.compile_model(
            core.read_model(model if isinstance(model, bytes) else str(model)),
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": "bf16" if multiplies_bf16() else "f32",
                "INFERENCE_NUM_THREADS": 1,
                "NUM_STREAMS": 1,
            },
        ).create_infer_request()

    def __call__(self, images: Tensor) -> Tensor:
        self._request.infer({0: images})
        # The request's own memory is written anew by the next call.
        return np.array(self._request.get_output_tensor(0).data, np.float32)


@lru_cache(maxsize=1)
def _has_openvino() -> bool:
    return find_spec("openvino") is not None
