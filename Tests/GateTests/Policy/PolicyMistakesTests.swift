import Gate
import Testing

@Suite
struct PolicyMistakesTests {
  @Test
  func allMistakesAreReportedAtOnce() {
    #expect(
      mistakes(
        """
        version: 2
        epoch: many
        mainlin: main
        repository: https://github.com/acme/ops
        pointers:
          - path: /apps/{servise}/values.yaml
            key: image.tag
          - path: apps/{service}/values.yaml
            ky: image.tag
            order: newest
        environments:
          - dev
          - name: dev
            gate: { aprovals: two, approvals: two, approvers: [alcie] }
          - name: production
            from: stagign
        teams: { admins: [alice] }
        people:
          alice: { keys: [SHA256:short] }
        """
      ) == [
        "p.yaml:1:10: 'version' must be at most 1, and is 2",
        "p.yaml:2:8: 'epoch' must be a whole number, and is 'many'",
        "p.yaml:3:1: nothing is called 'mainlin' here (did you mean 'mainline'?)",
        "p.yaml:4:13: 'repository' must be a host and a path, and is 'https://github.com/acme/ops' "
          + "(as in 'github.com/acme/ops', without 'https://')",
        "p.yaml:6:11: the path begins with a slash "
          + "(write it from the root of the repository, as `git ls-files` does)",
        "p.yaml:9:5: nothing is called 'ky' here (did you mean 'key'?)",
        "p.yaml:10:12: 'order' must be semver, numeric, date or none, and is 'newest'",
        "p.yaml:13:11: two environments are called 'dev' (the first is in line 12)",
        "p.yaml:14:13: nothing is called 'aprovals' here (did you mean 'approvals'?)",
        "p.yaml:14:39: 'approvals' must be a whole number, and is 'two'",
        "p.yaml:14:56: no person and no team is called 'alcie' (did you mean 'alice'?)",
        "p.yaml:16:11: no environment is called 'stagign' (known: dev, dev, production)",
        "p.yaml:19:19: 'SHA256:short' is no fingerprint of a key (write 'SHA256:…' as `ssh-keygen -lf KEY` "
          + "prints it, or 'openpgp:' and all digits of `gpg --fingerprint`)",
      ]
    )
  }

  @Test(arguments: [
    ("", ["p.yaml: the file is empty"]),
    ("[]", ["p.yaml:1:1: 'policy' must be a table, and is a list"]),
    (
      "{}",
      [
        "p.yaml:1:1: 'environments' is missing (name them in promotion order)",
        "p.yaml:1:1: 'pointers' is missing (give at least one 'path' and 'key')",
        "p.yaml:1:1: 'version' is missing (write 'version: 1')",
      ]
    ),
    (
      "version:\npointers:\nenvironments:",
      [
        "p.yaml:1:1: 'version' has no value (give it one, or leave it out)",
        "p.yaml:2:1: 'pointers' has no value (give it one, or leave it out)",
        "p.yaml:3:1: 'environments' has no value (give it one, or leave it out)",
      ]
    ),
  ])
  func aFileWithoutContent(_ text: String, _ expected: [String]) {
    #expect(mistakes(text) == expected)
  }

  @Test(arguments: [
    (
      "repository: acme",
      "13: 'repository' must be a host and a path, and is 'acme' "
        + "(as in 'github.com/acme/ops', without 'https://')"
    ),
    (
      "mainline: refs/heads/main",
      "11: 'mainline' must be the name of a branch, and is 'refs/heads/main' "
        + "(as in 'main', without 'refs/heads/')"
    ),
    (
      "mainline: a..b",
      "11: 'mainline' must be the name of a branch, and is 'a..b' (as in 'main', without 'refs/heads/')"
    ),
    ("mainline: [main]", "11: 'mainline' must be text, and is a list"),
    ("epoch: -1", "8: 'epoch' must be a whole number, and is '-1'"),
    (
      "holidays: [2026-02-30]",
      "12: a holiday must be a date, and is '2026-02-30' (as in '2026-12-25')"
    ),
    ("holidays: [2026-12-25, 2026-12-25]", "24: '2026-12-25' stands twice in 'holidays'"),
    ("holidays: 2026-12-25", "11: 'holidays' must be a list, and is '2026-12-25'"),
    ("policy-gate: { approvals: 2 }", "14: 'approvers' is missing (name people or teams)"),
    ("policy-gate: { approvers: [] }", "27: 'approvers' names nobody (name people or teams)"),
    (
      "policy-gate: { approvers: [x] }",
      "28: no person and no team is called 'x' (add it to 'people' or 'teams')"
    ),
    ("environmnts: []", "1: nothing is called 'environmnts' here (did you mean 'environments'?)"),
    (
      "<<: {}",
      "1: nothing is called '<<' here (known here: version, epoch, repository, mainline, pointers, "
        + "environments, policy-gate, people, teams, freeze, holidays, checkers)"
    ),
  ])
  func aMistakeAtTheTop(_ text: String, _ expected: String) {
    #expect(added(text) == ["p.yaml:4:" + expected])
  }

  @Test
  func thePolicyIsNotChangedWithoutApproval() {
    #expect(
      added("people: { a: {} }\npolicy-gate: { approvals: 0, approvers: [a] }") == [
        "p.yaml:5:27: 'approvals' must be at least 1, and is 0"
      ]
    )
  }

  @Test
  func veryManyMistakesAreCutShort() {
    let noted = mistakes("holidays: [\((0..<500).map(String.init).joined(separator: ", "))]")
    #expect(noted.count == 201)
    #expect(noted.last == "p.yaml: there are more mistakes than these 200")
  }

  @Test
  func noInputCrashesOrHangs() {
    let bomb = (1...40).reduce("a0: &a0 x\n") {
      $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n"
    }
    let inputs = [
      bomb, String(repeating: "[", count: 100_000), String(repeating: "a: ", count: 100_000),
      String(repeating: "x", count: 10 << 20), "\u{0}", "a: &a\n  b: *a\n",
      "version: 1\nenvironments: [" + String(repeating: "dev,", count: 2_000) + "]",
    ]
    let names = (0..<2_000).map { "name-of-someone-\($0)" }
    let crowd = "people: {\(names.map { "\($0): {}" }.joined(separator: ", "))}\n"
    let many = [
      crowd + "teams: { t: [\(names.prefix(20).map { $0 + "x" }.joined(separator: ", "))] }",
      "holidays: [\(names.joined(separator: ", "))]",
      "environments: [\(names.joined(separator: ", "))]",
      "teams: {\(names.map { "\($0): [\($0)]" }.joined(separator: ", "))}",
      "pointers: [\(names.map { "{ path: \($0), key: a }" }.joined(separator: ", "))]",
    ]
    for input in inputs + many { #expect(!mistakes(input).isEmpty) }
    #expect(throws: PolicyMistakes.self) { try Policy.read([0xff, 0xfe, 0x00]) }
  }
}
