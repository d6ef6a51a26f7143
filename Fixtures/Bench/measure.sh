# Sourced by the benchmarks: interleaved runs of ours and of git's, medians, and their ratio beside what
# DESIGN.md allows. Reads `runs`, the number of measurements; `scratch` is the beginning of the names of its files.
# `back` puts the repository back to where it was.

# The whole time of TIMES runs of a command, in microseconds.
timed() {
  local times=$1 begin end
  shift
  begin=${EPOCHREALTIME/./}
  for ((n = 0; n < times; n++)); do
    "$@" >/dev/null 2>"$scratch.stderr" || { cat "$scratch.stderr" >&2; echo "failed: $*" >&2; exit 1; }
  done
  end=${EPOCHREALTIME/./}
  echo $(((end - begin) / times))
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

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
  env time -o "$scratch.memory" -f %M "$@" >/dev/null 2>&1
  cat "$scratch.memory"
}

# The heading of a table of rows.
heading() {
  echo "$("$opsgate" --version), $(git --version), $1, medians of $runs interleaved runs"
  printf '%-34s %12s %12s\n' work opsgate "${2-git}"
}
