/// The environment is not frozen at the time of the judgement; rollbacks never are.
enum FreezeRule {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    findings(situation, passing: nil)
  }

  // What a freeze may let pass is named by `exception`.
  static func findings(_ situation: Situation, passing exception: Freeze.Exception?) -> [Finding] {
    situation.facts.policy.freezes.compactMap { freeze in
      guard freeze.environments.contains(situation.name),
        !freeze.isPassed(by: exception), freeze.holds(at: situation.facts.time)
      else { return nil }
      return Finding(
        .freeze,
        .error,
        "'\(situation.name)' is frozen \(freeze.words)",
        hint: freeze.except.contains(.emergency)
          ? "wait, or let an emergency be approved: `opsgate approve --emergency`" : "wait",
        path: situation.facts.policy.path
      )
    }
  }
}

extension Freeze {
  fileprivate func isPassed(by exception: Exception?) -> Bool {
    exception.map(except.contains) ?? false
  }

  /// When, in words: `until 2027-01-04T08:00 (Europe/London)`.
  fileprivate var words: String {
    switch window {
    case .once(_, let until): "until \(until) (\(timeZone))"
    case .weekly: "in this part of every week (\(timeZone)), by line \(line) of the policy"
    }
  }
}
