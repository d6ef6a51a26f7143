import Pointers

/// Whether a change goes by the fast track.
///
/// By content alone: nobody's word for it and no trailer is taken. The state must have been allowed without exception,
/// be one of the last `rollback.within`, and bring back no tag that was rolled back from.
enum RollbackRecognition {
  static func isRollback(_ facts: GateCase, _ environment: EnvironmentPolicy?) -> Bool {
    guard let rule = environment?.rollback, let restored = facts.restored else { return false }
    return restored.wasAllowed && restored.age <= rule.within
      && !facts.moves.contains { $0.isHeld }
  }

  /// Why a refused change that looks like a rollback is judged as any other; none where it does not look like one, or
  /// that is said already.
  static func findings(_ situation: Situation, beside asked: [Finding]) -> [Finding] {
    guard situation.kind == .ordinary, asked.contains(where: { $0.severity == .error }),
      !asked.contains(where: { $0.rule == .downgrade }), let environment = situation.environment,
      let why = obstacle(situation.facts, environment)
    else { return [] }
    return [
      Finding(
        .downgrade,
        .note,
        "it is not taken for a rollback: \(why)",
        hint: environment.rollback == nil
          ? "`rollback: { approvals: 0, within: 5 }` in '\(environment.name)' lets later ones pass"
          : nil
      )
    ]
  }

  private static func obstacle(_ facts: GateCase, _ environment: EnvironmentPolicy) -> String? {
    let isBack = !facts.moves.isEmpty && facts.moves.allSatisfy(\.isOlder)
    guard facts.restored != nil || isBack else { return nil }
    guard let rule = environment.rollback else {
      return "the policy has no 'rollback' for '\(environment.name)'"
    }
    guard let restored = facts.restored else {
      return "'\(environment.name)' was in no such state before that was allowed, at most "
        + "\(rule.within) changes ago ('within')"
    }
    if !restored.wasAllowed {
      return "the state that it restores was not allowed without exception"
    }
    if restored.age > rule.within {
      return "it restores the state of \(restored.age) changes ago, and 'within' is \(rule.within)"
    }
    return facts.moves.first(where: \.isHeld).map { move in
      "\(move.service) was rolled back from \(move.to ?? "none")"
    }
  }
}
