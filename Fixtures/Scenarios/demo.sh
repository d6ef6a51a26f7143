#!/bin/sh
# Shows the main job of opsgate as a terminal session, in an example repository that is removed at the
# end.
#
#   demo.sh OPSGATE     (the path of the program)
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/demo-repository.sh" "$scratch/ops"
cd "$scratch/ops"

# The user's own settings (commit signing, hooks, …) stay out of it, and the time is the story's.
for name in $(git rev-parse --local-env-vars) GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL \
  GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_TEMPLATE_DIR; do unset "$name"; done
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_PAGER=cat TZ=UTC
export OPSGATE_NOW='2026-03-05T03:07:00Z'
export GIT_AUTHOR_DATE='2026-03-05T03:07:00 +0000' GIT_COMMITTER_DATE='2026-03-05T03:07:00 +0000'
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/opsgate"
PATH="$scratch/bin:$PATH"

say() { printf '\n# %s\n' "$1"; }
show() {
  printf '$ %s\n' "$*"
  "$@"
}

say 'Three services in three environments: what runs where?'
show opsgate status
say 'Who moved what? One rollback does not even say that it is one.'
show opsgate log -n 8
say 'It is three in the morning, and api is broken in production. Where does its tag come from?'
show opsgate why api production
say 'What would a rollback do?'
show opsgate rollback api --env production --dry-run
say 'Do it.'
show opsgate rollback api --env production
show opsgate status
say 'It is an ordinary commit, and everything else that changed since is still there.'
show git log -1 --stat

printf '\n%s\n' "Next: go to your own ops repository, write its .opsgate/policy.yaml (README.md shows one), and run \`opsgate status\`."
