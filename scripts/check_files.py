"""House rules that no linter knows: file length, machine paths, registry addresses. Exit 1 and a list when broken."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

MOST_LINES = 500
CODE = {".py", ".js", ".css", ".html", ".sh"}
FORBIDDEN = re.compile(
    r"(?<![\w.])/(?:work|farm)/|" + r"py" + r"pi\.org|python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian\.org"
)


def tracked() -> list[Path]:
    """The files git knows or would add (not the ignored ones)."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [Path(name) for name in listed if Path(name).is_file()]


def problems(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        if path.suffix not in CODE | {".md", ".toml", ".json", ".cfg", ".yml", ".txt", ".lock", ""}:
            continue
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        if path.suffix in CODE and "samples/src" not in str(path) and len(lines) > MOST_LINES:
            found.append(f"{path}: {len(lines)} lines, at most {MOST_LINES}: split it by subject")
        for number, line in enumerate(lines, 1):
            if FORBIDDEN.search(line):
                found.append(f"{path}:{number}: a machine path or registry address")
    return found


if __name__ == "__main__":
    broken = problems(tracked())
    print("\n".join(broken) if broken else "file rules kept")
    sys.exit(1 if broken else 0)
