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

/// Where the gate lets a pointer go back to.
struct AllowedTargets {
  /// The places at which tags came that the gate did not let pass, down to the nearest that it did: nobody wants those
  /// back at night.
  var refused: Set<Int> = []
  /// What stood under the tag of each place, as it was last allowed.
  var values: [Int: PointerValue] = [:]

  init() {}

  init(_ history: PointerHistory, by court: Court, in repository: borrowing Repository) async throws
  {
    let environment = history.key.environment
    for period in history.rollbackTargets {
      // Where nobody can tell, the way back is not barred.
      if try await court.wasAllowed(period.versions[0], in: environment, repository) == false {
        refused.insert(period.position)
        continue
      }
      for version in period.versions
      where try await court.wasAllowed(version, in: environment, repository) != false {
        values[period.position] = version.value
      }
      return
    }
  }
}
