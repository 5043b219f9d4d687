#!/usr/bin/env bash
# install.sh browser databases java: what the tests named need of Debian's packages, fetched at once.
#
# browser    Chromium and fonts with Chinese characters. The headless shell draws no window of its
#            own, which costs the full program as much as the page.
# databases  PostgreSQL and MariaDB. The tests start and stop servers of their own; nothing has to run.
# java       A runtime for the Spark server of the tests, version 17 or later. The client needs none.
#
# Does nothing where all is there already.
set -euo pipefail

JAVA=openjdk-17-jre-headless
missing=()
needs() { missing+=("$@"); }

browser() {
  command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1 ||
    needs chromium-headless-shell
  command -v fc-list >/dev/null 2>&1 || needs fontconfig
  [ -n "$(fc-list :lang=zh 2>/dev/null)" ] || needs fonts-noto-cjk
}

databases() {
  compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || needs postgresql
  command -v mariadbd >/dev/null 2>&1 || [ -x /usr/sbin/mariadbd ] || needs mariadb-server
}

java_runtime() {
  local version=0
  if command -v java >/dev/null 2>&1; then
    version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  fi
  [ "${version:-0}" -ge 17 ] || needs "$JAVA"
}

for what in "$@"; do
  case $what in
    browser) browser ;;
    databases) databases ;;
    java) java_runtime ;;
    *) echo "install.sh: no tests need $what" >&2; exit 2 ;;
  esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need ${missing[*]}: install them with this system's package manager." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
packages=()
for package in "${missing[@]}"; do
  if [ "$package" = "$JAVA" ] && ! apt-cache show "$JAVA" >/dev/null 2>&1; then
    package=default-jre-headless
  fi
  packages+=("$package")
done
echo "Installing ${packages[*]} for the tests"
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
