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
}
