# Sourced by the other scripts of this folder: paths, names, and the handling of errors.
# shellcheck shell=bash disable=SC2034 # the sourcing scripts use these variables

PROJECT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# The ZooKeeper version of the project, or another one from Maven Central, 3.5 or later.
ZOOKEEPER_VERSION="${STAMPEDE_ZOOKEEPER:-$(sed -n 's:.*<zookeeper\.version>\(.*\)</zookeeper\.version>.*:\1:p' "$PROJECT/pom.xml")}"
TOXIPROXY_VERSION=2.12.0
# Image names of this project, to distinguish them from the official images.
ZOOKEEPER_IMAGE="stampede/zookeeper:$ZOOKEEPER_VERSION"
TOXIPROXY_IMAGE="stampede/toxiproxy:$TOXIPROXY_VERSION"
# The cache of built images, named by the content of their recipes. An engine that lost its images gets them again in seconds.
CACHE="${STAMPEDE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stampede/images}"

# Progress goes to standard error, because standard output is for the result of a script.
say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

die() {
  printf '\n%s: FAILED: %s\n' "$(basename "$0")" "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# install_packages PACKAGE...: installs Debian packages without a question; the scripts change the machine in no other way.
install_packages() {
  command -v apt-get >/dev/null || die "$* must be installed, but this machine has no apt-get" \
    "Install them with the package manager of this system and start again."
  say "installing $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# recipe_key FILE... [-- WORD...]: prints a name for the result of these files and tools; any change of them gives a new name.
recipe_key() {
  local files=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    files+=("$1")
    shift
  done
  { cat "${files[@]}"; printf '%s\n' "$@" "$(uname -m)"; } | sha256sum | cut -c 1-16
}

# use_of FILE: marks FILE in the cache as used, and removes files that were not used for a month.
use_of() {
  touch "$1"
  find "$CACHE" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
}
