"""All layers around a child, in one place: which there are, which are on, how they are put on."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extractor.model_folder import VARIABLE as MODEL_VARIABLE
from extractor.sandbox import kernel
from extractor.sandbox.limits import Limits

PASSED_ON = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "TZ", "LINDUNG_LEAN", "LINDUNG_RUNTIME", MODEL_VARIABLE)
"""The only variables of the parent's environment a child sees; everything else (passwords, keys) stays outside."""

_PACKAGE = Path(__file__).resolve().parent.parent
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/opt/homebrew", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/alternatives", "/etc/localtime", "/etc/fonts", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system", "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer for ``lindung doctor``: ``explanation`` in Indonesian, and whether it holds on this machine."""

    name: str
    active: bool
    explanation: str


def active_layers() -> tuple[Layer, ...]:
    """What protects this machine from a hostile file, asked of the kernel, not assumed."""
    abi = kernel.landlock_version()
    return (
        Layer("proses terpisah", True, "Berkas hanya dibuka di proses anak; proses web dan pekerja tidak membukanya."),
        Layer("rlimit", True, "Batas memori, waktu hitung, ukuran berkas, dan jumlah berkas terbuka per proses anak."),
        Layer("lingkungan kosong", True, "Kata sandi dan kunci di lingkungan proses induk tidak diteruskan."),
        Layer(
            "landlock",
            abi > 0,
            f"Kernel membatasi berkas yang dapat dibuka proses anak (ABI {abi})."
            if abi > 0
            else "Kernel ini tidak mendukung Landlock; proses anak dapat membuka berkas milik pengguna yang sama.",
        ),
        Layer(
            "seccomp",
            kernel.seccomp_known(),
            "Kernel menolak jaringan dan panggilan sistem berbahaya dari proses anak."
            if kernel.seccomp_known()
            else "Penyaring panggilan sistem tidak tersedia di mesin ini; jaringan tidak ditutup untuk proses anak.",
        ),
    )


def environment(workdir: Path) -> dict[str, str]:
    """The whole environment of a child."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        **kept,
        "LANG": "C.UTF-8",
        "HOME": str(workdir),
        "TMPDIR": str(workdir),
        # One thread a page: pages run in parallel processes, threads of the libraries only fight each other.
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        # Fewer arenas: freed memory goes back, and the address space limit is not eaten by reservations. Fixed
        # thresholds: left alone they grow with the largest array freed, and the heap then keeps holes of the size of
        # a page (40 scanned pages: 777 MB without them and with narrow lines first, 308 MB now).
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": "1048576",
        "MALLOC_TRIM_THRESHOLD_": "1048576",
    }


def set_resource_limits(limits: Limits) -> None:
    """The limits that hold for the child's whole life (CPU time is set anew for each page)."""
    _lower(resource.RLIMIT_AS, limits.address_space_bytes)
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_CORE, 0)


def allow_cpu_seconds(seconds: int) -> None:
    """Give the next page this much computing time on top of what the child has used; then SIGXCPU ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def close_in(workdir: Path, *, also_readable: Iterable[Path] = ()) -> None:
    """Landlock and seccomp where the kernel has them: after this only ``workdir`` can be written."""
    readable = [Path(p) for p in _SYSTEM]
    readable += [Path(sys.prefix), Path(sys.base_prefix), _PACKAGE, *also_readable]
    readable += [Path(p) for p in sys.path if p and Path(p) != _PACKAGE.parent]
    if data := os.environ.get("TESSDATA_PREFIX"):
        readable.append(Path(data))
    if model := os.environ.get(MODEL_VARIABLE):
        readable.append(Path(model))
    kernel.restrict_files(readable=readable, writable=[workdir, Path("/dev/null")])
    kernel.restrict_calls()


def _lower(kind: int, value: int) -> None:
    """Set soft and hard limit; a hard limit that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (bound, bound))
