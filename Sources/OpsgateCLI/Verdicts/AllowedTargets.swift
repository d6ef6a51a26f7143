import Gate
import Git
import History
import Pointers

extension Policy {
  /// Whether an environment's gate asks for anything.
  func asks(in environment: String) -> Bool {
    if case .requirements = self.environment(named: environment)?.gate { true } else { false }
  }
}

extension Court {
  /// The places at which tags came that the gate did not let pass, down to the nearest that it did: nobody wants those
  /// back at night.
  func notAllowed(
    _ history: PointerHistory,
    in repository: borrowing Repository
  ) async throws -> Set<Int> {
    var refused: Set<Int> = []
    for period in history.rollbackTargets {
      let isAllowed = try await wasAllowed(period, in: history.key.environment, repository)
      // Where nobody can tell, the way back is not barred.
      guard isAllowed == false else { break }
      refused.insert(period.position)
    }
    return refused
  }
}
