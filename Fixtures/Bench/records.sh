#!/bin/bash
# Measures what opsgate does with many records beside git and ssh-keygen.
#
#   records.sh OPSGATE     (the path of the release program; BENCH_APPROVALS, BENCH_NOTES and BENCH_RUNS)
set -euo pipefail
opsgate=$1
here=$(cd "$(dirname "$0")" && pwd)
approvals=${BENCH_APPROVALS:-10000} notes=${BENCH_NOTES:-100000} runs=${BENCH_RUNS:-5}
scratch=$PWD/.bench/records
. "$here/measure.sh"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC OPSGATE_NOW=2026-03-02T09:00:00Z

# made NAME APPROVALS NOTES: goes to the repository, which is made where it is not there.
made() {
  if [ ! -e "$scratch-$1/.git/refs/heads/main" ] && [ ! -e "$scratch-$1/.git/packed-refs" ]; then
    echo "making $2 approvals and $3 notes" >&2
    rm -rf "$scratch-$1"
    mkdir -p .bench
    "$here/make-records.sh" "$scratch-$1" "$opsgate" "$2" "$3"
  fi
  cd "$scratch-$1"
}

back() { :; }
home=$PWD
made approvals-$approvals "$approvals" 0
"$opsgate" show change >.git/shown
good=$(grep -c $'\tgood\t' .git/shown)
[ "$good" = "$approvals" ] || { echo "only $good of $approvals approvals are good" >&2; exit 1; }
cat >.git/verify <<'SH'
for ((n = 0; n < $1; n++)); do
  ssh-keygen -Y verify -n opsgate -f .opsgate/allowed_signers -I bo@acme.example -s "signed/$n.sig" <"signed/$n"
done
SH
all=$runs
runs=1
heading "$approvals approvals" ssh-keygen
row "showing $approvals approvals" 0.02 1 "$opsgate" show change -- bash .git/verify "$approvals"
runs=$all

cd "$home"
made notes-$notes 1 "$notes"
tips=$(git for-each-ref --format='update %(refname) %(objectname)' refs/notes)
back() { echo "$tips" | git update-ref --stdin; }
# Stands in for ssh-keygen: what it prints was signed before.
cp signed/0.sig .git/ready.sig
printf '#!/bin/sh\nfor last; do :; done\ncp "%s" "$last.sig"\n' "$PWD/.git/ready.sig" >.git/signer
chmod 700 .git/signer
git config gpg.ssh.program "$PWD/.git/signer"
cat >.git/read <<'SH'
git notes --ref=opsgate/approvals list | cut -d ' ' -f 1 | git cat-file --batch
git notes --ref=opsgate/evidence list | cut -d ' ' -f 1 | git cat-file --batch
SH
heading "$notes approvals and $notes checks"
row 'reading all notes' 1.0 1 "$opsgate" show change -- bash .git/read
row 'recording a check' 1.5 5 \
  "$opsgate" check record smoke --env staging --result pass -q -- \
  git notes --ref=opsgate/evidence append -m 'a record' HEAD
row "approving (reads all notes)" 1.0 1 "$opsgate" approve change --yes -q -- bash .git/read
