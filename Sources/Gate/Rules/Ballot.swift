import Attestations
import Git
import History
import Notation

/// Whose word counts on a change, and why another's does not.
struct Ballot {
  /// The people whose approval counts, without emergencies, in the record that the policy asks for.
  let approving: Set<String>
  /// The people whose signed approval counts.
  let signing: Set<String>
  /// The people whose approval on GitHub counts, where the policy asks for it.
  let onGitHub: Set<String>
  /// The people whose approval is one of an emergency.
  let inEmergency: Set<String>
  /// The people whose approval was one of an emergency, until they took it back or replaced it.
  let onceInEmergency: Set<String>
  /// When the first of all those approved, by what they claim, in seconds since 1970.
  let emergencyOpened: Int?
  /// The people whose approval counts or counted until it expired.
  let reviewing: Set<String>
  /// The people whose approval would count, if it was shown to be older than the removal of its key.
  let unproven: Set<String>
  /// The people who said no, and may.
  let rejecting: Set<String>
  let voices: [Verdict.Voice]
  /// Who may still speak: approvers who have not, and did not make the change.
  let mayApprove: [String]
  let explanations: [Finding]

  init(_ situation: Situation) {
    var count = BallotCount(situation)
    for word in situation.facts.words { count.countOpeners(word) }
    for word in situation.facts.words { count.count(word) }
    for record in situation.facts.records where !record.isGood { count.explain(record) }
    approving = situation.counted(notes: count.approving)
    signing = count.approving
    inEmergency = count.inEmergency
    onceInEmergency = count.onceInEmergency
    emergencyOpened = count.emergencyOpened
    reviewing = situation.counted(notes: count.reviewing)
    unproven = count.unproven.subtracting(count.approving)
    rejecting = count.rejecting
    onGitHub = situation.isGitHubAsked ? situation.github?.approving ?? [] : []
    voices = count.voices
    explanations = count.explanations
    let spoken = approving.union(count.rejecting).union(count.openers)
      .union(count.unproven)
    mayApprove = situation.facts.policy.people(for: situation.approvalRule?.approvers ?? [])
      .subtracting(spoken).subtracting(situation.facts.silent)
      .filter { name in
        situation.facts.policy.people.first { $0.name == name }.map { person in
          Eligibility.obstacles(
            person,
            of: situation.facts.change,
            policy: situation.facts.policy
          ).isEmpty
        } ?? false
      }.sorted()
  }
}

/// Goes through the words one by one.
private struct BallotCount {
  let situation: Situation
  var approving: Set<String> = []
  var inEmergency: Set<String> = []
  var onceInEmergency: Set<String> = []
  var emergencyOpened: Int?
  var reviewing: Set<String> = []
  var unproven: Set<String> = []
  var rejecting: Set<String> = []
  var voices: [Verdict.Voice] = []
  var explanations: [Finding] = []

  init(_ situation: Situation) { self.situation = situation }

  /// Whoever declared an emergency does not review it, also not when they took that back.
  var openers: Set<String> { inEmergency.union(onceInEmergency) }

  mutating func countOpeners(_ word: Word) {
    let standing = word.decision == .approve ? word.records : []
    for (record, isPast) in standing.map({ ($0, false) })
      + word.withdrawn.map({ ($0.record, true) })
    {
      guard let approval = record.approval, approval.decision == .approve,
        approval.emergency != nil, objection(record, approval) == nil
      else { continue }
      if isPast {
        onceInEmergency.insert(approval.approver)
      } else {
        inEmergency.insert(approval.approver)
      }
      emergencyOpened = min(emergencyOpened ?? approval.issuedAt, approval.issuedAt)
    }
  }

  mutating func count(_ word: Word) {
    for record in word.records {
      guard let approval = record.approval, approval.decision == word.decision else { continue }
      let why = objection(record, approval)
      voices.append(Verdict.Voice(record, approval, why: why?.message, by: why?.rule))
      if let why {
        explanations.append(why)
        if why == unwitnessed(record, approval), approval.decision == .approve,
          approval.emergency == nil
        {
          unproven.insert(approval.approver)
        }
        // An expired approval was one all the same.
        if why.rule == .expired, approval.decision == .approve, approval.emergency == nil,
          record.signature.status == .good
        {
          reviewing.insert(approval.approver)
        }
      } else {
        take(approval)
      }
    }
  }

  private mutating func take(_ approval: Approval) {
    switch approval.decision {
    case .approve where approval.emergency == nil:
      approving.insert(approval.approver)
      reviewing.insert(approval.approver)
    case .reject: rejecting.insert(approval.approver)
    case .approve, .revoke: break
    }
  }

  /// Why a good record does not count.
  private func objection(_ record: LedgerRecord, _ approval: Approval) -> Finding? {
    guard approval.decision != .revoke else { return nil }
    return other(objectionTo: record, approval) ?? unwitnessed(record, approval)
  }

  private func unwitnessed(_ record: LedgerRecord, _ approval: Approval) -> Finding? {
    guard situation.facts.unwitnessed.contains(record.name) else { return nil }
    return Finding(
      .revoked,
      .note,
      "the approval by '\(approval.approver)' (\(record.name.short)) does not count: its key was "
        + "removed since, and nothing witnessed it before",
      hint: "ask somebody else, and record checkpoints: `opsgate verify --record`"
    )
  }

  private func other(objectionTo record: LedgerRecord, _ approval: Approval) -> Finding? {
    let obstacles = Eligibility.obstacles(
      record.signature.fingerprint,
      status: record.signature.status,
      for: approval.purpose,
      of: situation.facts.change,
      policy: situation.facts.policy
    )
    let isLifted = situation.mayRevoke(approval.approver) && approval.decision == .approve
    let first = obstacles.first { !isLifted || !$0.isOfPersons }
    if let first { return Self.finding(first, record) }
    if let record = situation.github, record.makers.contains(approval.approver),
      approval.decision == .approve
    {
      return Finding(
        .ownChange,
        .note,
        "'\(approval.approver)' opened or pushed it, as GitHub says (\(record.source))",
        hint: "ask one of the other approvers"
      )
    }
    if situation.facts.ownBranches.contains(record.name), !isLifted {
      let message = "'\(approval.approver)' made the branch that '\(approval.approver)' approved"
      return Finding(
        .ownChange,
        .note,
        "\(message) (\(approval.subject.commit.short))",
        hint: "ask one of the other approvers"
      )
    }
    return approval.decision == .approve ? objection(toTimeOf: approval, record) : nil
  }

  private func objection(toTimeOf approval: Approval, _ record: LedgerRecord) -> Finding? {
    let facts = situation.facts
    if approval.issuedAt > facts.clock + Self.clockSkew {
      let time = Timestamp.rfc3339(approval.issuedAt)
      let message =
        "the approval by '\(approval.approver)' (\(record.name.short)) says it is of \(time)"
      return Finding(.approvals, .note, message + ", which is still to come")
    }
    if approval.emergency == nil, openers.contains(approval.approver) {
      let message =
        "'\(approval.approver)' declared an emergency for it, and does not review it as well"
      return Finding(.emergency, .note, message, hint: "ask somebody else")
    }
    guard let end = situation.end(of: approval), end <= facts.time,
      !isOfLandedEmergency(approval, until: end)
    else { return nil }
    return Finding(
      .expired,
      .note,
      "the approval by '\(approval.approver)' (\(record.name.short)) has expired",
      hint: "ask '\(approval.approver)' to approve again"
    )
  }

  /// How far the clocks of people's machines may be ahead, in seconds.
  private static let clockSkew = 3600

  /// What an emergency opened stays open under exception, for ever, unless it landed when that was over.
  private func isOfLandedEmergency(_ approval: Approval, until end: Int) -> Bool {
    approval.emergency != nil && situation.facts.change.isOnMainline
      && situation.facts.landedAfter.map { $0 < end } ?? true
  }

  /// Says of a record that is not good why it is not.
  mutating func explain(_ record: LedgerRecord) {
    guard let approval = record.approval else { return }
    let why = record.problems.first.map(String.init(describing:)) ?? record.signature.reason
    let rule: Finding.Rule =
      switch record.signature.status {
      case .expired: .expired
      case .revoked: .revoked
      case .unknownKey: .unknownKey
      case .good, .bad: .badSignature
      }
    let message =
      "the record \(record.name.short) for '\(approval.approver)' does not count: \(why ?? "")"
    explanations.append(Finding(rule, .note, message))
    let words = why ?? record.signature.status.rawValue
    voices.append(Verdict.Voice(record, approval, why: words, by: rule))
  }

  private static func finding(_ obstacle: Eligibility.Obstacle, _ record: LedgerRecord) -> Finding {
    let rule: Finding.Rule =
      switch obstacle {
      case .unknownKey, .keyNotListed, .machine: .unknownKey
      case .badSignature: .badSignature
      case .expiredKey: .expired
      case .revokedKey, .retiredKey: .revoked
      case .ownChange: .ownChange
      case .notAnApprover, .asksForNone, .unknownEnvironment: .approvals
      }
    let message = "the record \(record.name.short) does not count: \(obstacle.message)"
    return Finding(rule, .note, message, hint: obstacle.hint)
  }
}

extension Approval {
  /// What the word is for.
  var purpose: Eligibility.Purpose {
    switch decision {
    case .reject: .rejection
    case .approve, .revoke: emergency == nil ? .approval : .emergency
    }
  }
}
