private let sshKey = String(repeating: "A", count: 43)
private let checkerKey = String(repeating: "B", count: 43)
private let retiredKey = String(repeating: "C", count: 43)
private let pgpKey = String(repeating: "3AA5", count: 10)

/// The design's example, with whole fingerprints.
let wholePolicy = """
  version: 1
  epoch: 3
  repository: github.com/acme/ops
  mainline: main

  pointers:
    - path: apps/{service}/{environment}/values.yaml
      key: image.tag
    - path: apps/{service}/overlays/{environment}/kustomization.yaml
      key: images[name={service}].newTag
    - path: clusters/{environment}/{service}.yaml
      document: { kind: HelmRelease }
      key: spec.values.image.tag
    - path: terraform/{environment}/{service}.tf
      pattern: '\\?ref=(?<tag>[^"]+)'

  environments:
    - name: dev
      gate: automatic
    - name: staging
      from: dev
      gate: { checks: [smoke] }
    - name: production
      directory: prod
      from: staging
      scope: ["apps/*/prod/**"]
      gate:
        checks: [smoke]
        approvals: 2
        approvers: [release-managers]
        expires: 7d
      rollback: { approvals: 0, within: 5 }
      authorship: claimed
      emergency: { approvers: [incident-commanders], approvals: 1, review-within: 24h }
      response: { within: 2h, hours: "Mon-Fri 09:00-17:00", timezone: Europe/London }
      require: note

  policy-gate: { approvals: 2, approvers: [admins] }

  people:
    alice: { github: { login: alice, id: 1001 }, emails: [alice@acme.example], keys: ["SHA256:\(sshKey)"] }
    bob:   { github: { login: bob, id: 1002 }, emails: [bob@acme.example], keys: ["openpgp:\(pgpKey)"], retired: ["SHA256:\(retiredKey)"] }
  teams:
    release-managers: [alice, bob]
    incident-commanders: [bob]
    admins: [alice, bob]
  freeze:
    - { environments: [production], from: 2026-12-20T18:00, until: 2027-01-04T08:00, timezone: Europe/London, except: [rollback, emergency] }
    - { environments: [production], weekly: "Fri 16:00 - Mon 08:00", timezone: Europe/London }
  holidays: [2026-12-25, 2027-01-01]
  checkers:
    ci: { keys: [SHA256:\(checkerKey)], may: [checks, evidence, checkpoints] }
  """
