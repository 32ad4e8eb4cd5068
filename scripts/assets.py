"""Copy the browser libraries that come inside installed packages to ``api/static/vendor/`` (set-up runs this).

The browser never fetches from another host, and third-party code is not kept in the repository: so it is taken from
a pinned package, checked against the hash below, and put where the server hands out its own files.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "api" / "static" / "vendor"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: in which ``package`` and where in it (``inside``), its ``name`` here, and the SHA-256 it must have."""

    package: str
    inside: str
    name: str
    sha256: str


ASSETS = (
    Asset(
        package="django_htmx",
        inside="static/django_htmx/htmx-2.min.js",
        name="htmx.min.js",
        sha256="71ea67185bfa8c98c39d31717c6fce5d852370fcdfd129db4543774d3145c0de",
    ),
)


class AssetRefused(Exception):
    """The package is not installed, lacks the file, or holds another version of it."""


def content(asset: Asset) -> bytes:
    """The bytes of the asset as the installed package holds them. Raises AssetRefused.

    The package is only located, never imported: it is there for its files and its own dependencies are not installed.
    """
    spec = importlib.util.find_spec(asset.package)
    if spec is None or spec.origin is None:
        raise AssetRefused(f"package {asset.package} is not installed; run 'make setup'")
    path = Path(spec.origin).parent / asset.inside
    if not path.is_file():
        raise AssetRefused(f"{path} is missing")
    found = path.read_bytes()
    digest = hashlib.sha256(found).hexdigest()
    if digest != asset.sha256:
        raise AssetRefused(f"{path} has SHA-256 {digest}, expected {asset.sha256}: not the reviewed version")
    return found


def install(folder: Path = VENDOR) -> list[Path]:
    """Write every asset into ``folder``; the paths written (none for those already there and right)."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for asset in ASSETS:
        place = folder / asset.name
        made = content(asset)
        if place.is_file() and place.read_bytes() == made:
            continue
        draft = place.with_suffix(".new")
        draft.write_bytes(made)
        draft.replace(place)
        written.append(place)
    return written


def main() -> int:
    try:
        for path in install():
            print(f"{path.name} -> {path.parent}")
    except AssetRefused as refused:
        print(f"assets: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
