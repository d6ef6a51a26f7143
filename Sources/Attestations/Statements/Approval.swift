public import Git
import Notation

/// What a person says about a change.
public enum Decision: String, CaseIterable, Hashable, Sendable {
  case approve, reject
  /// Takes back records of one's own, named by `revokes`.
  case revoke
}

/// A person's signed word on a change (`urn:opsgate:approval:v1`).
public struct Approval: Hashable, Sendable {
  /// One pointer that the change moves, for people to read; what is approved is `change`.
  public struct Move: Hashable, Sendable {
    public var service: String
    /// The tag before; `nil` where the pointer was absent.
    public var from: String?
    /// The tag afterwards; `nil` where the pointer is absent.
    public var to: String?
    public var path: String

    public init(service: String, from: String?, to: String?, path: String) {
      self.service = service
      self.from = from
      self.to = to
      self.path = path
    }
  }

  /// Why a gate is opened in an emergency.
  public struct Emergency: Hashable, Sendable {
    public var reason: String
    /// What the incident is called where incidents are kept: `INC-42`.
    public var incident: String

    public init(reason: String, incident: String) {
      self.reason = reason
      self.incident = incident
    }
  }

  public var subject: Subject
  public var decision: Decision
  /// What the policy file says that approvals are bound to: `github.com/acme/ops`.
  public var repository: String
  public var environment: String
  public var moves: [Move]
  /// The digest of what is approved, as ``ChangeDigest`` makes it.
  public var change: String
  /// The mainline commit that the change was judged against; `nil` for a first commit.
  public var base: ObjectID?
  /// The blob of the policy that it was judged by; `nil` where the repository has none.
  public var policy: ObjectID?
  /// The person's name in the policy.
  public var approver: String
  public var comment: String?
  /// Seconds since 1970; the signer's own word, which proves nothing.
  public var issuedAt: Int
  /// Seconds since 1970; `nil` where the record does not expire; only with ``Decision/approve``.
  public var expiresAt: Int?
  /// The tip of the notes that the record was made on; `nil` where there were none.
  public var seen: ObjectID?
  /// The records of the same person that this one replaces.
  public var supersedes: [RecordName]
  /// The records of the same person that are taken back; with ``Decision/revoke`` at least one, else none.
  public var revokes: [RecordName]
  /// Only with ``Decision/approve``.
  public var emergency: Emergency?
  public var nonce: Nonce

  public init(
    subject: Subject,
    decision: Decision,
    repository: String,
    environment: String,
    moves: [Move],
    change: String,
    base: ObjectID?,
    policy: ObjectID?,
    approver: String,
    comment: String? = nil,
    issuedAt: Int,
    expiresAt: Int? = nil,
    seen: ObjectID?,
    supersedes: [RecordName] = [],
    revokes: [RecordName] = [],
    emergency: Emergency? = nil,
    nonce: Nonce
  ) {
    self.subject = subject
    self.decision = decision
    self.repository = repository
    self.environment = environment
    self.moves = moves
    self.change = change
    self.base = base
    self.policy = policy
    self.approver = approver
    self.comment = comment
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.seen = seen
    self.supersedes = supersedes
    self.revokes = revokes
    self.emergency = emergency
    self.nonce = nonce
  }
}
