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
repository=$PWD/.bench/ops-$commits scratch=$PWD/.bench/ops-$commits
. "$here/measure.sh"

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
back() { git reset --quiet --hard "$start"; }

heading "$commits commits"
row 'all moves' 0.5 1 \
  "$opsgate" log -n 1000000 -- git log --first-parent -m -p -U0 -- apps
row "one pointer's history" 1.0 1 \
  "$opsgate" log service-7 --env production -n 1000000 -- \
  git -c core.commitGraph=false log --first-parent -- apps/service-7/production/values.yaml
row 'get of one pointer' 15 20 \
  "$opsgate" get service-7 production -- git --version
# The design sets these two no limit: the first stands for every deployment, the second for an auditor's day.
row 'verify what is there now' 99 1 \
  "$opsgate" verify -- git log --first-parent -m -p -U0 -- apps
row 'verify all changes' 99 1 \
  "$opsgate" verify --range .. -- git log --first-parent -m -p -U0 -- apps
row 'rollback' 1.5 1 \
  "$opsgate" rollback service-7 --env production -- git revert --no-edit HEAD
row 'revert' 1.5 1 \
  "$opsgate" revert HEAD -- git revert --no-edit HEAD
