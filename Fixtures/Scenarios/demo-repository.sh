#!/bin/sh
# Makes the example ops repository of the README and of `make demo` in the folder DIR, with stock git.
# Dates, people and configuration are fixed, so the commit ids are the same everywhere.
#
#   demo-repository.sh DIR
set -eu
dir=$1

# Nothing of the machine's or the user's settings gets in, and nothing gets out.
for name in $(git rev-parse --local-env-vars) GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL \
  GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_TEMPLATE_DIR; do unset "$name"; done
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC

mkdir -p "$dir"
cd "$dir"
git init --quiet --initial-branch=main
git config user.name 'Ana Alves'
git config user.email ana@acme.example

ana='Ana Alves <ana@acme.example>'
bo='Bo Berg <bo@acme.example>'
robot='Deploy Robot <robot@acme.example>'

# point SERVICE ENVIRONMENT TAG [REPLICAS]
point() {
  mkdir -p "apps/$1/$2"
  cat >"apps/$1/$2/values.yaml" <<YAML
# How $1 runs in $2
image:
  repository: registry.acme.example/$1
  tag: $3
replicas: ${4-2}
YAML
}

# commit TIME AUTHOR MESSAGE
commit() {
  git add --all
  GIT_AUTHOR_DATE="$1 +0000" GIT_COMMITTER_DATE="$1 +0000" \
    git commit --quiet --no-verify --no-gpg-sign --author "$2" --message "$3"
}

mkdir .opsgate
cat >.opsgate/policy.yaml <<'YAML'
version: 1
mainline: main

pointers:
  - path: apps/{service}/{environment}/values.yaml
    key: image.tag

environments:
  - name: dev
  - name: staging
    from: dev
  - name: production
    from: staging
YAML
for environment in dev staging production; do
  point api $environment v1.3.0
  point web $environment v2.0.0
  point worker $environment v0.9.0
done
commit '2026-03-02T09:00:00' "$ana" 'Lay out the ops repository'

point api dev v1.4.0
commit '2026-03-02T10:10:00' "$robot" 'Deploy api v1.4.0 to dev'
point web dev v2.1.0
commit '2026-03-02T11:00:00' "$robot" 'Deploy web v2.1.0 to dev'
point api staging v1.4.0
commit '2026-03-02T13:30:00' "$bo" 'Promote api v1.4.0 to staging'
point web staging v2.1.0
commit '2026-03-02T13:40:00' "$bo" 'Promote web v2.1.0 to staging'
point api production v1.4.0
commit '2026-03-03T09:20:00' "$ana" 'Promote api v1.4.0 to production'
point web production v2.1.0
commit '2026-03-03T10:30:00' "$ana" 'Promote web v2.1.0 to production'
# A rollback that does not say so, as almost none does.
point web production v2.0.0
commit '2026-03-03T11:05:00' "$ana" 'Use the stable web in production'
point api dev v1.5.0
commit '2026-03-03T14:00:00' "$robot" 'Deploy api v1.5.0 to dev'
# A fix that went to production without having run in staging.
point worker production v0.9.1
commit '2026-03-03T16:45:00' "$bo" 'Mend the leaking worker'
point api staging v1.5.0
commit '2026-03-04T09:00:00' "$bo" 'Promote api v1.5.0 to staging'
# The bad deployment, and an edit that came after it and has to stay.
point api production v1.5.0
commit '2026-03-04T16:30:00' "$bo" 'Promote api v1.5.0 to production'
point api production v1.5.0 4
commit '2026-03-04T16:50:00' "$ana" 'Run four of api in production'
