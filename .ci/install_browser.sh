#!/usr/bin/env bash
# Chromium and fonts with Chinese characters for the browser tests, from Debian's packages. The
# headless shell draws no window of its own, which costs the full program as much as the page.
# Does nothing where both are there already.
set -euo pipefail

missing=()
command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 ||
  missing+=(chromium-headless-shell)
command -v fc-list >/dev/null 2>&1 || missing+=(fontconfig)
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The browser tests need ${missing[*]}: install them with this system's package manager." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
echo "Installing ${missing[*]} for the browser tests"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
