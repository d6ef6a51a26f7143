/// What an environment asks of a change.
public struct EnvironmentPolicy: Hashable, Sendable {
  public let name: String
  public let gate: EnvironmentGate
  /// The fast track for rollbacks; `nil` where the file gives none, and a rollback asks for what any change does.
  public let rollback: RollbackRule?
  /// How a change's author is known.
  public let authorship: Authorship
  /// Who may open the gate without it; `nil` where nobody may.
  public let emergency: EmergencyRule?
  /// When approvers are meant to have answered; `nil` where there is no target.
  public let response: ResponseTarget?
  /// Which record must hold an approval.
  public let require: RequiredRecord
}

/// What a change must bring with it.
public enum EnvironmentGate: Hashable, Sendable {
  /// The file does not say; whoever judges a change says so.
  case unstated
  /// Nothing.
  case automatic
  case requirements(GateRequirements)
}

public struct GateRequirements: Hashable, Sendable {
  /// The checks that must have passed in the environment before.
  public let checks: [String]
  /// How many people must approve.
  public let approvals: Int
  /// The people or teams who may.
  public let approvers: [String]
  /// How long an approval holds; `nil` for ever.
  public let expires: Duration?
}

/// How many people must approve, and who may.
public struct ApprovalRule: Hashable, Sendable {
  public let approvals: Int
  /// The names of people or teams.
  public let approvers: [String]
}

/// The fast track for a change that restores an earlier state.
public struct RollbackRule: Hashable, Sendable {
  /// How many of the gate's approvers must approve.
  public let approvals: Int
  /// How many earlier states it may go back to.
  public let within: Int
}

/// How an author is known: by what the commit says, or by a signature or GitHub's record.
public enum Authorship: String, CaseIterable, Hashable, Sendable { case claimed, proven }

/// Who may open a gate in an emergency.
public struct EmergencyRule: Hashable, Sendable {
  public let rule: ApprovalRule
  /// How long the full gate may then be owed.
  public let reviewWithin: Duration
}

/// Which record must hold an approval.
public enum RequiredRecord: String, CaseIterable, Hashable, Sendable { case note, github, both }

/// How soon approvers are meant to answer.
public struct ResponseTarget: Hashable, Sendable {
  public let within: Duration
  /// The hours that count; `nil` where all do.
  public let hours: BusinessHours?
  /// The IANA name of the time zone that the hours are in.
  public let timeZone: String
}
