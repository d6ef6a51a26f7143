#!/bin/sh
# Makes a big ops repository in the folder DIR: COMMITS commits on the mainline, 50 services in four
# environments, so 200 pointers. Six commits in ten move a pointer, the others edit something else.
# The same arguments make the same commits.
#
#   make-repository.sh DIR COMMITS
set -eu
dir=$1 commits=$2
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C TZ=UTC

git init --quiet --initial-branch=main "$dir"
cd "$dir"
git config user.name 'Ana Alves'
git config user.email ana@acme.example

awk -v commits="$commits" '
  # A Lehmer generator: the same numbers with every awk.
  function random(below) { seed = (seed * 16807) % 2147483647; return seed % below }
  function blob(text) { printf "data %d\n%s\n", length(text), text }
  function file(path, text) { printf "M 100644 inline %s\n", path; blob(text) }
  function values(service, environment) {
    return "# Values of service-" service " in " names[environment] "\n" \
      "replicaCount: " (2 + service % 5) "\n" \
      "image:\n  repository: registry.acme.example/service-" service "\n" \
      "  tag: v" int(tags[service, environment] / 10) "." tags[service, environment] % 10 ".0\n" \
      "  pullPolicy: IfNotPresent\n" \
      "resources:\n  limits:\n    cpu: 500m\n    memory: 512Mi\n" \
      "ingress:\n  enabled: true\n  host: service-" service "." names[environment] ".acme.example\n"
  }
  function pointer(service, environment) {
    file("apps/service-" service "/" names[environment] "/values.yaml", values(service, environment))
  }
  function commit(number, message) {
    printf "commit refs/heads/main\nauthor Bo Berg <bo@acme.example> %d +0000\n", start + number * 300
    printf "committer Bo Berg <bo@acme.example> %d +0000\n", start + number * 300
    blob(message)
  }
  BEGIN {
    seed = 42; start = 1600000000
    split("dev test staging production", names, " ")
    commit(0, "Lay out the ops repository")
    file(".opsgate/policy.yaml", "version: 1\nmainline: main\npointers:\n" \
      "  - path: apps/{service}/{environment}/values.yaml\n    key: image.tag\n" \
      "environments:\n  - name: dev\n  - name: test\n    from: dev\n" \
      "  - name: staging\n    from: test\n  - name: production\n    from: staging\n")
    for (s = 0; s < 50; s++) for (e = 1; e <= 4; e++) { tags[s, e] = 10; pointer(s, e) }
    for (number = 1; number < commits; number++) {
      s = random(50)
      if (random(10) < 6) {
        e = 1 + random(4)
        if (e == 1) { tags[s, e]++; verb = "Deploy" }
        else if (tags[s, e] < tags[s, e - 1]) { tags[s, e] = tags[s, e - 1]; verb = "Promote" }
        else if (random(5) == 0 && tags[s, e] > 10) { tags[s, e]--; verb = "Roll back" }
        else { e = 1; tags[s, e]++; verb = "Deploy" }
        commit(number, verb " service-" s " in " names[e])
        pointer(s, e)
      } else {
        commit(number, "Describe service-" s)
        file("docs/" random(30) "/page-" random(30) ".md", "# Page\n\nEdit " number " of service-" s ".\n")
      }
    }
    # The last commit moves a pointer, so that there is something to revert.
    commit(number, "Deploy service-0 in production"); tags[0, 4] = tags[0, 1] + 1; pointer(0, 4)
  }' | git fast-import --quiet

git repack -q -a -d
git reset --quiet --hard
