# Sourced by the other scripts of this folder: where things are, what they are called, and how to end loudly.
# shellcheck shell=bash disable=SC2034 # what is set here is used by those who source this

PROJECT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# The ZooKeeper that the project itself uses, or another one of Maven Central, from 3.5 on.
ZOOKEEPER_VERSION="${STAMPEDE_ZOOKEEPER:-$(sed -n 's:.*<zookeeper\.version>\(.*\)</zookeeper\.version>.*:\1:p' "$PROJECT/pom.xml")}"
TOXIPROXY_VERSION=2.12.0
# Names of this project, so that nobody takes them for the official images.
ZOOKEEPER_IMAGE="stampede/zookeeper:$ZOOKEEPER_VERSION"
TOXIPROXY_IMAGE="stampede/toxiproxy:$TOXIPROXY_VERSION"
# What was built is kept here, by the content of its recipe: an engine that lost its images has them again in seconds.
CACHE="${STAMPEDE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stampede/images}"

# Progress goes to standard error: standard output is for what a script answers.
say() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

die() {
  printf '\n%s: FAILED: %s\n' "$(basename "$0")" "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

# install_packages PACKAGE...: Debian's, without asking; the one way in which these scripts change the machine.
install_packages() {
  command -v apt-get >/dev/null || die "$* must be installed, and this machine has no apt-get" \
    "Install them in this system's own way and start again."
  say "installing $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# recipe_key FILE... [-- WORD...]: names what is built from these files with these tools; a change of any gives a new name.
recipe_key() {
  local files=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    files+=("$1")
    shift
  done
  { cat "${files[@]}"; printf '%s\n' "$@" "$(uname -m)"; } | sha256sum | cut -c 1-16
}

# use_of FILE: notes in the cache that this is in use, and removes what has not been for a month.
use_of() {
  touch "$1"
  find "$CACHE" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} +
}
