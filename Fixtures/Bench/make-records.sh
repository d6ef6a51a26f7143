#!/bin/bash
# Makes an ops repository with many records in the folder DIR, by stock git and ssh-keygen, but for one payload that
# opsgate prints: APPROVALS approvals of the branch `change`, each signed, and the same for `ssh-keygen` in
# DIR/signed; NOTES notes on other objects.
#
#   make-records.sh DIR OPSGATE APPROVALS NOTES
set -euo pipefail
dir=$1 opsgate=$2 approvals=$3 notes=$4
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC OPSGATE_NOW=2026-03-02T09:00:00Z
export GIT_AUTHOR_DATE='1772442000 +0000' GIT_COMMITTER_DATE='1772442000 +0000'

git init --quiet --initial-branch=main "$dir"
cd "$dir"
git config user.name 'Bo Berg'
git config user.email bo@acme.example
git config notes.displayRef 'refs/notes/*'
mkdir -p .opsgate apps/api/staging apps/api/production signed
echo signed >.git/info/exclude
ssh-keygen -q -t ed25519 -N '' -C bo -f .git/key
git config gpg.format ssh
git config user.signingKey "$dir/.git/key"
fingerprint=$(ssh-keygen -l -f .git/key | cut -d ' ' -f 2)
echo "bo@acme.example namespaces=\"opsgate\" $(cut -d ' ' -f 1,2 .git/key.pub)" >.opsgate/allowed_signers
cat >.opsgate/policy.yaml <<YAML
version: 1
repository: git.example/acme/ops
mainline: main
pointers: [{ path: "apps/{service}/{environment}/values.yaml", key: image.tag }]
environments:
  - name: staging
    gate: { checks: [smoke] }
  - name: production
    from: staging
    gate: { approvals: 1, approvers: [bo] }
people:
  bo: { emails: [bo@acme.example], keys: ['$fingerprint'] }
YAML
for environment in staging production; do
  printf 'image:\n  tag: v1\n' >"apps/api/$environment/values.yaml"
done
git add .opsgate apps
git commit --quiet --no-gpg-sign -m 'Lay out the ops repository'
git switch --quiet --create change
printf 'image:\n  tag: v2\n' >apps/api/production/values.yaml
git -c user.name=Ana -c user.email=ana@acme.example commit --quiet --no-gpg-sign --all -m 'Raise api'
git switch --quiet main

type=application/vnd.in-toto+json
payload=$("$opsgate" approve change --dry-run --quiet)
before=${payload%%\"nonce\":\"*} after=${payload#*\"nonce\":\"}
after=${after:32}
encode() { base64 | tr -d '\n'; }
for ((n = 0; n < approvals; n++)); do
  printf -v record '%s"nonce":"%032x%s' "$before" "$n" "$after"
  printf 'DSSEv1 %d %s %d %s' ${#type} "$type" ${#record} "$record" >"signed/$n"
done
(cd signed && seq 0 $((approvals - 1)) | xargs -n 500 ssh-keygen -q -Y sign -n opsgate -f ../.git/key 2>/dev/null)
for ((n = 0; n < approvals; n++)); do
  printf -v record '%s"nonce":"%032x%s' "$before" "$n" "$after"
  printf '{"payload":"%s","payloadType":"%s","signatures":[{"sig":"%s"}]}\n' \
    "$(printf %s "$record" | encode)" "$type" "$(encode <"signed/$n.sig")"
done >.git/lines
if [ "$approvals" -gt 0 ]; then git notes --ref=opsgate/approvals add -F .git/lines change; fi

# Git's own shape for so many notes has two directories of two digits above each.
if [ "$notes" -gt 0 ]; then
  awk -v notes="$notes" '
    function random(below) { seed = (seed * 16807) % 2147483647; return seed % below }
    function digits(count, text) { for (text = ""; count > 0; count--) text = text substr("0123456789abcdef", 1 + random(16), 1); return text }
    BEGIN {
      seed = 42
      for (kind = 1; kind <= 2; kind++) {
        ref = kind == 1 ? "approvals" : "evidence"
        printf "commit refs/notes/opsgate/%s\ncommitter Bo Berg <bo@acme.example> 1772442000 +0000\ndata 5\nMany\n\n", ref
        if (kind == 1 && '"$approvals"' > 0) printf "from refs/notes/opsgate/approvals^0\n"
        for (n = 0; n < notes; n++) {
          text = "{\"payload\":\""
          for (k = 0; k < 40; k++) text = text digits(32)
          text = text "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"sig\":\"" digits(400) "\"}]}"
          printf "M 100644 inline %s/%s/%s\ndata %d\n%s\n\n", digits(2), digits(2), digits(36), length(text) + 1, text
        }
      }
    }' | git fast-import --quiet
fi
git repack -adq
