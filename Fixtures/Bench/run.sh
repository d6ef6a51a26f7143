#!/bin/bash
# Measures opsgate beside the git command that does the nearest thing, on a generated repository:
# interleaved runs, medians, and their ratio beside what DESIGN.md allows.
#
#   run.sh OPSGATE     (the path of the release program; BENCH_COMMITS and BENCH_RUNS change the size)
set -euo pipefail
opsgate=$1
here=$(cd "$(dirname "$0")" && pwd)
commits=${BENCH_COMMITS:-125000}
runs=${BENCH_RUNS:-5}
repository=$PWD/.bench/ops-$commits

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC GIT_PAGER=cat
if [ ! -e "$repository/.git/refs/heads/main" ] && [ ! -e "$repository/.git/packed-refs" ]; then
  echo "making $commits commits with 200 pointers" >&2
  rm -rf "$repository.part"
  mkdir -p .bench
  "$here/make-repository.sh" "$repository.part" "$commits"
  mv "$repository.part" "$repository"
fi
cd "$repository"
start=$(git rev-parse HEAD)

# The whole time of TIMES runs of a command, in microseconds.
timed() {
  local times=$1 begin end
  shift
  begin=${EPOCHREALTIME/./}
  for ((n = 0; n < times; n++)); do
    "$@" >/dev/null 2>"$repository.stderr" || { cat "$repository.stderr" >&2; echo "failed: $*" >&2; exit 1; }
  done
  end=${EPOCHREALTIME/./}
  echo $(((end - begin) / times))
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

back() { git reset --quiet --hard "$start"; }

# row NAME LIMIT TIMES ours… -- theirs…: TIMES runs make one measurement.
row() {
  local name=$1 limit=$2 times=$3 ours=() theirs=() mine= other=
  shift 3
  while [ "$1" != -- ]; do ours+=("$1"); shift; done
  shift
  theirs=("$@")
  timed 1 "${ours[@]}" >/dev/null; back
  timed 1 "${theirs[@]}" >/dev/null; back
  for ((run = 0; run < runs; run++)); do
    mine+=$(timed "$times" "${ours[@]}")$'\n'; back
    other+=$(timed "$times" "${theirs[@]}")$'\n'; back
  done
  mine=$(printf %s "$mine" | median) other=$(printf %s "$other" | median)
  awk -v name="$name" -v limit="$limit" -v mine="$mine" -v other="$other" -v memory="$(memory "${ours[@]}")" '
    BEGIN {
      ratio = mine / other
      printf "%-34s %9.1f ms %9.1f ms  %6.2f x  (at most %5.2f x) %5d MB  %s\n", \
        name, mine / 1000, other / 1000, ratio, limit, memory / 1024, \
        ratio <= limit && memory / 1024 <= 300 ? "" : "TOO MUCH"
    }'
  back
}

# The most memory that a run held, in KiB.
memory() {
  env time -o "$repository.memory" -f %M "$@" >/dev/null 2>&1
  cat "$repository.memory"
}

echo "$("$opsgate" --version), $(git --version), $commits commits, medians of $runs interleaved runs"
printf '%-34s %12s %12s\n' work opsgate git
row 'all moves' 0.5 1 \
  "$opsgate" log -n 1000000 -- git log --first-parent -m -p -U0 -- apps
row "one pointer's history" 1.0 1 \
  "$opsgate" log service-7 --env production -n 1000000 -- \
  git -c core.commitGraph=false log --first-parent -- apps/service-7/production/values.yaml
row 'get of one pointer' 15 20 \
  "$opsgate" get service-7 production -- git --version
row 'rollback' 1.5 1 \
  "$opsgate" rollback service-7 --env production -- git revert --no-edit HEAD
row 'revert' 1.5 1 \
  "$opsgate" revert HEAD -- git revert --no-edit HEAD
