import Gate
import Testing

@Suite
struct EnvironmentMistakesTests {
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
}
