import Gate
import Pointers
import Testing

@Suite
struct PolicyMistakesTests {
  /// All mistakes of a policy, one a line, with their hints behind.
  private func mistakes(_ text: String) -> [String] {
    do throws(PolicyMistakes) {
      _ = try Policy.read(Array(text.utf8), path: "p.yaml")
      return []
    } catch {
      return error.mistakes.map { "\($0)" + ($0.hint.map { " (\($0))" } ?? "") }
    }
  }

  /// Lines 1 to 3 are right; what is added begins in line 4.
  private func added(_ text: String) -> [String] {
    mistakes(
      """
      version: 1
      pointers: [{ path: '{service}/{environment}', key: tag }]
      environments: [dev, production]
      \(text)
      """
    )
  }

  /// Lines 1 to 5 are right: alice, bob and the team both; what is added to production begins in line 9.
  private func production(_ text: String) -> [String] {
    mistakes(
      """
      version: 1
      pointers: [{ path: '{service}/{environment}', key: tag }]
      people: { alice: {}, bob: {} }
      teams: { both: [alice, bob] }

      environments:
        - dev
        - name: production
          \(text)
      """
    )
  }

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

  @Test(arguments: [
    ("people: [alice]", "9: 'people' must be a table, and is a list"),
    ("people: { alice: }", "18: 'alice' must be a table, and is empty"),
    ("people: { 'a b': {} }", "11: the name 'a b' has a space"),
    ("people: { a: { kyes: [] } }", "16: nothing is called 'kyes' here (did you mean 'keys'?)"),
    ("people: { a: { github: a } }", "24: 'github' must be a table, and is 'a'"),
    ("people: { a: { github: { id: 1 } } }", "24: 'login' is missing"),
    (
      "people: { a: { github: { login: a, id: x } } }",
      "40: 'id' must be a whole number, and is 'x'"
    ),
    ("people: { a: { emails: [a] } }", "25: 'a' is no e-mail address"),
    ("people: { a: { emails: [a@b, a@b] } }", "30: 'a@b' stands twice in 'emails'"),
    (
      "people: { a: { emails: [a@b] }, b: { emails: [A@b] } }",
      "47: the e-mail address 'a@b' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { github: { login: x } }, b: { github: { login: X } } }",
      "62: the GitHub login 'x' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { github: { login: x, id: 1 } }, b: { github: { login: y, id: 1 } } }",
      "76: the GitHub id '1' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { keys: [openpgp:3AA5] } }",
      "23: 'openpgp:3AA5' is no fingerprint of a key (write 'SHA256:…' as `ssh-keygen -lf KEY` prints it, "
        + "or 'openpgp:' and all digits of `gpg --fingerprint`)"
    ),
    ("teams: { t: [] }", "13: the team 't' has nobody"),
    ("teams: { t: [nemo] }", "14: nobody is called 'nemo' (add the person to 'people')"),
    ("checkers: { ci: { may: [checks] } }", "17: 'keys' is missing"),
    (
      "checkers: { ci: { keys: [] } }",
      "17: 'may' is missing (list what it records: checks, evidence, checkpoints)"
    ),
    (
      "checkers: { ci: { keys: [], may: [chekcs] } }",
      "35: 'may' must be checks, evidence or checkpoints, and is 'chekcs' (did you mean 'checks'?)"
    ),
  ])
  func aMistakeInPeople(_ text: String, _ expected: String) {
    #expect(added(text).first == "p.yaml:4:" + expected)
  }

  @Test
  func aKeyBelongsToOnePersonOrMachine() {
    let key = "SHA256:" + String(repeating: "A", count: 43)
    let openpgp = "openpgp:" + String(repeating: "ab12", count: 10)
    #expect(
      added(
        """
        people:
          alice: { keys: ['\(key)'], retired: ['\(key)'] }
          bob: { retired: ['\(key)'], keys: ['\(openpgp)'] }
        checkers:
          ci: { keys: ['\(openpgp.replacing("ab", with: "AB"))'], may: [checks] }
        """
      ) == [
        "p.yaml:5:84: the key '\(key)' stands at 'alice' twice",
        "p.yaml:6:20: the key '\(key)' belongs to 'alice' already "
          + "(people are counted, so each has their own)",
        "p.yaml:8:16: the key 'openpgp:\(String(repeating: "AB12", count: 10))' belongs to 'bob' already "
          + "(people are counted, so each has their own)",
      ]
    )
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
  func aNameMeansOneThing() {
    #expect(
      added(
        """
        people: { a: {} }
        teams: { a: [a] }
        checkers: { a: { keys: [], may: [checks] } }
        """
      ) == [
        "p.yaml:5:10: 'a' is the name of a person and of a team (give one of them another name)",
        "p.yaml:6:13: 'a' is the name of a person and of a checker (give one of them another name)",
      ]
    )
  }

  @Test
  func aTeamListsPeople() {
    #expect(
      added(
        """
        people: { alice: {} }
        teams: { a: [alice], b: [a, alcie] }
        """
      ) == [
        "p.yaml:5:26: 'a' is a team, and a team lists people",
        "p.yaml:5:29: nobody is called 'alcie' (did you mean 'alice'?)",
      ]
    )
  }

  @Test(arguments: [
    (
      "gate: automatik",
      "11: 'gate' must be 'automatic' or a table, and is 'automatik' (did you mean 'automatic'?)"
    ),
    ("gate:", "5: 'gate' has no value (give it one, or leave it out)"),
    ("gate: []", "11: 'gate' must be a table, and is a list"),
    ("gate: {}", "11: 'gate' asks for nothing (write 'gate: automatic' if that is meant)"),
    (
      "gate: { approvals: 0 }",
      "11: 'gate' asks for nothing (write 'gate: automatic' if that is meant)"
    ),
    ("gate: { approvals: 1 }", "11: 'approvers' is missing (name people or teams)"),
    (
      "gate: { approvers: [bob] }",
      "24: 'approvers' stands without 'approvals' (say how many are needed)"
    ),
    (
      "gate: { approvals: 3, approvers: [both, bob] }",
      "24: 3 approvals are asked for, and 'approvers' has 2 people (ask for fewer, or name more people)"
    ),
    (
      "gate: { approvals: 2, approvers: [bob] }",
      "24: 2 approvals are asked for, and 'approvers' has 1 person (ask for fewer, or name more people)"
    ),
    (
      "gate: { approvals: 1, approvers: [bbo] }",
      "39: no person and no team is called 'bbo' (did you mean 'bob'?)"
    ),
    (
      "gate: { approvals: 1, approvers: [bob], expires: 7 }",
      "54: 'expires' must be a duration, and is '7' (a number and one of s, m, h, d, w, as in '24h')"
    ),
    (
      "gate: { approvals: 1, approvers: [bob], expires: 0d }",
      "54: 'expires' must be a duration, and is '0d' (a number and one of s, m, h, d, w, as in '24h')"
    ),
    (
      "gate: { checks: [smoke], expires: 7d }",
      "39: 'expires' stands without 'approvals' (approvals expire, checks do not)"
    ),
    ("gate: { checks: [smoke, smoke] }", "29: 'smoke' stands twice in 'checks'"),
    ("gate: { checks: smoke }", "21: 'checks' must be a list, and is 'smoke'"),
    (
      "rollback: { approvals: 1 }",
      "28: a rollback asks for approvals, and the gate names no approvers (give 'approvers' in 'gate')"
    ),
    ("rollback: { within: 0 }", "25: 'within' must be at least 1, and is 0"),
    (
      "authorship: claimd",
      "17: 'authorship' must be claimed or proven, and is 'claimd' (did you mean 'claimed'?)"
    ),
    (
      "require: notes",
      "14: 'require' must be note, github or both, and is 'notes' (did you mean 'note'?)"
    ),
    ("emergency: { approvers: [bob] }", "16: 'review-within' is missing (as in '24h')"),
    ("emergency: { review-within: 1h }", "16: 'approvers' is missing (name people or teams)"),
    (
      "emergency: { review-within: 1h, approvers: [bob], approvals: 2 }",
      "66: 2 approvals are asked for, and 'approvers' has 1 person (ask for fewer, or name more people)"
    ),
    ("response: { hours: 'Mon-Fri 09:00-17:00' }", "15: 'within' is missing (as in '2h')"),
    (
      "response: { within: 2h, hours: 'Mon-Fri' }",
      "36: 'hours' must be days and times, and is 'Mon-Fri' (as in 'Mon-Fri 09:00-17:00')"
    ),
    (
      "response: { within: 2h, timezone: Europe/Londn }",
      "39: no time zone is called 'Europe/Londn' (did you mean 'Europe/London'?)"
    ),
    (
      "response: { within: 2h, timezone: BST }",
      "39: no time zone is called 'BST' (as in 'Europe/London' or 'UTC')"
    ),
  ])
  func aMistakeInAnEnvironment(_ text: String, _ expected: String) {
    #expect(production(text) == ["p.yaml:9:" + expected])
  }

  @Test(arguments: [
    (
      "{ environments: [prodction], weekly: Fri 16:00 - Mon 08:00 }",
      "19: no environment is called 'prodction' (did you mean 'production'?)"
    ),
    ("{ environments: [], weekly: Fri 16:00 - Mon 08:00 }", "18: 'environments' names none"),
    ("{ weekly: Fri 16:00 - Mon 08:00 }", "2: 'environments' is missing"),
    ("{ environments: [dev] }", "2: 'from' and 'until' are missing (or 'weekly')"),
    ("{ environments: [dev], from: 2026-12-20 }", "2: 'until' is missing"),
    ("{ environments: [dev], until: 2026-12-20 }", "2: 'from' is missing"),
    (
      "{ environments: [dev], from: 2026-12-20T18:00Z, until: 2027-01-01 }",
      "31: 'from' must be a date and time, and is '2026-12-20T18:00Z' "
        + "(as in '2026-12-20T18:00'; the time zone stands in 'timezone')"
    ),
    (
      "{ environments: [dev], from: 2026-12-20, until: 2026-12-20T00:00 }",
      "50: 'until' must be after 'from', and is 2026-12-20T00:00"
    ),
    (
      "{ environments: [dev], weekly: Fri 16:00 - Mon 08:00, from: 2026-12-20 }",
      "62: 'from' stands beside 'weekly' (make two freezes of it)"
    ),
    (
      "{ environments: [dev], weekly: Fri - Mon }",
      "33: 'weekly' must be two times of the week, and is 'Fri - Mon' (as in 'Fri 16:00 - Mon 08:00')"
    ),
    (
      "{ environments: [dev], weekly: Fri 16:00 - Mon 08:00, except: [rollbacks] }",
      "65: 'except' must be rollback or emergency, and is 'rollbacks' (did you mean 'rollback'?)"
    ),
  ])
  func aMistakeInAFreeze(_ text: String, _ expected: String) {
    #expect(
      added("freeze: [" + text + "]").map { $0.replacing("p.yaml:4:", with: "") }.first
        == shifted(expected, by: 8)
    )
  }

  /// The table of a freeze stands behind `freeze: [`.
  private func shifted(_ expected: String, by columns: Int) -> String {
    let column = expected.prefix { $0 != ":" }
    return "\((Int(column) ?? 0) + columns)" + expected.dropFirst(column.count)
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
