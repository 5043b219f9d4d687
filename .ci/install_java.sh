#!/usr/bin/env bash
# A Java runtime for the Spark server of the tests, from Debian's packages. The client needs none.
# Does nothing where one of version 17 or later is there.
set -euo pipefail

if command -v java >/dev/null 2>&1; then
  version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] && exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
  echo "The Spark tests need Java 17 or 21: install it with this system's package manager." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
package=openjdk-17-jre-headless
apt-cache show "$package" >/dev/null 2>&1 || package=default-jre-headless
echo "Installing $package for the Spark tests"
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "$package" >/dev/null
