#!/usr/bin/env bash
# Seconds from the command to the first trained batch: several runs of the quick example, their smallest and their median.
#
#   bench/first-batch.sh [runs, 9 unless given]
set -euo pipefail
root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runs=${1:-9}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$root/sluice" --version >/dev/null
for ((i = 0; i < runs; i++)); do
  begin=$(date +%s%N)
  "$root/sluice" run "$root/examples/language-id/quick.yaml" --set train.epochs=1 --quiet --runs "$scratch/$i" >/dev/null
  batch=$(sed -n 's/.*"event":"first_batch","time":"\([^"]*\)".*/\1/p' "$scratch/$i"/*/events.jsonl)
  printf '%s\n' $(($(date -d "$batch" +%s%N) - begin))
done | sort -n | awk '{ ns[NR] = $1 } END { printf "first batch: smallest %.2f s, median %.2f s of %d runs\n", ns[1] / 1e9, ns[int((NR + 1) / 2)] / 1e9, NR }'
