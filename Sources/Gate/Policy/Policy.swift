public import Pointers

/// What the ops repo asks for, as its policy file says it.
public struct Policy: Sendable {
  /// Where opsgate looks for the file.
  public static let defaultPath = ".opsgate/policy.yaml"

  /// The file that it was read from.
  public let path: String
  /// Raised by every change to `.opsgate/`; 0 where the file gives none.
  public let epoch: Int
  /// What approvals are bound to: `github.com/acme/ops`; `nil` where the file gives none.
  public let repository: String?
  /// The protected branch without `refs/heads/`; `nil` where the file gives none.
  public let mainline: String?
  /// Where the pointers are, and which environments there are.
  public let layout: Layout
  /// What each environment asks for, in promotion order.
  public let environments: [EnvironmentPolicy]
  /// What a change to `.opsgate/` itself asks for; `nil` where the file does not say.
  public let policyGate: ApprovalRule?
  /// In the file's order.
  public let people: [Person]
  /// Names for several people, in the file's order.
  public let teams: [Team]
  /// Machines that may record, in the file's order.
  public let checkers: [Checker]
  /// When environments do not change.
  public let freezes: [Freeze]
  /// Days that are no business days, sorted.
  public let holidays: [CivilDate]

  /// What the environment of that name asks for, or `nil`.
  public func environment(named name: String) -> EnvironmentPolicy? {
    environments.first { $0.name == name }
  }

  /// The names of all people that approvers' names stand for, be they people or teams.
  public func people(for approvers: [String]) -> Set<String> {
    var names: Set<String> = []
    for approver in approvers {
      if let team = teams.first(where: { $0.name == approver }) {
        names.formUnion(team.people)
      } else if people.contains(where: { $0.name == approver }) {
        names.insert(approver)
      }
    }
    return names
  }
}

/// All mistakes of one policy file, in the file's order; at least one.
public struct PolicyMistakes: Error, Hashable, Sendable {
  public let mistakes: [FileMistake]
}
