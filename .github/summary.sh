#!/usr/bin/env bash
# Prints the summaries of all chaos runs as Markdown, for the page of a GitHub job. Bounded, because GitHub accepts 1 MiB.
set -euo pipefail
cd "$(dirname "$0")/.."

LIMIT_BYTES=900000

shopt -s nullglob globstar
found=(workloads/target/chaos*/**/summary.md)
if [ ${#found[@]} -eq 0 ]; then
  echo "There is no summary of a chaos run: the build failed before the runs started."
  exit 0
fi
for file in "${found[@]}"; do
  printf '\n### %s\n\n' "$(dirname "${file#workloads/target/}")"
  cat "$file"
done | head -c "$LIMIT_BYTES"
