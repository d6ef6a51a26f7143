public import Git
import Notation

/// What is signed: an in-toto Statement v1 with one of opsgate's four predicates.
public enum Statement: Hashable, Sendable {
  case approval(Approval)
  case check(CheckResult)
  case evidence(Evidence)
  case checkpoint(Checkpoint)

  /// What sort of record it is, as `show` calls it.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case approval, check, evidence, checkpoint
  }

  public var kind: Kind {
    switch self {
    case .approval: .approval
    case .check: .check
    case .evidence: .evidence
    case .checkpoint: .checkpoint
    }
  }

  /// The commit and tree that it speaks of.
  public var subject: Subject { predicate.subject }

  /// What the policy file says that records are bound to.
  public var repository: String {
    switch self {
    case .approval(let approval): approval.repository
    case .check(let check): check.repository
    case .evidence(let evidence): evidence.repository
    case .checkpoint(let checkpoint): checkpoint.repository
    }
  }

  /// The person or machine that says so, by its name in the policy.
  public var signer: String {
    switch self {
    case .approval(let approval): approval.approver
    case .check(let check): check.checker
    case .evidence(let evidence): evidence.checker
    case .checkpoint(let checkpoint): checkpoint.checker
    }
  }

  /// When it says that it was made, in seconds since 1970; this proves nothing.
  public var issuedAt: Int {
    switch self {
    case .approval(let approval): approval.issuedAt
    case .check(let check): check.issuedAt
    case .evidence(let evidence): evidence.askedAt
    case .checkpoint(let checkpoint): checkpoint.issuedAt
    }
  }

  /// The tip of the notes that it was made on, which must stay an ancestor of their tip.
  ///
  /// `nil` where there were none, and for a checkpoint, which names the tips of all notes.
  public var seen: ObjectID? {
    switch self {
    case .approval(let approval): approval.seen
    case .check(let check): check.seen
    case .evidence(let evidence): evidence.seen
    case .checkpoint: nil
    }
  }

  var predicate: any Predicate {
    switch self {
    case .approval(let approval): approval
    case .check(let check): check
    case .evidence(let evidence): evidence
    case .checkpoint(let checkpoint): checkpoint
    }
  }
}
