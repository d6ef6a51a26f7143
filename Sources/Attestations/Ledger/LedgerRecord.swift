public import Git

/// A record that was found in notes, with what became of its signature.
public struct LedgerRecord: Hashable, Sendable {
  public let name: RecordName
  public let statement: Statement
  /// The objects that it is noted on, sorted; where it hangs proves nothing.
  public let notedOn: [ObjectID]
  /// As it was found; of several signatures, with the one that says most for it.
  public let envelope: Envelope
  /// What became of that signature.
  public let signature: SignatureCheck
  /// Why the record is not good although its signature may be.
  public let problems: [RecordProblem]

  public var kind: Statement.Kind { statement.kind }

  /// The word of a person that it is, if it is one.
  public var approval: Approval? {
    guard case .approval(let approval) = statement else { return nil }
    return approval
  }

  /// Whether who says so signed it; whether that counts is for the policy to say.
  public var isGood: Bool { signature.status == .good && problems.isEmpty }

  /// Whether it is an approval that is too old to count at a time (seconds since 1970).
  public func isExpired(at time: Int) -> Bool { approval?.expiresAt.map { $0 <= time } ?? false }
}

/// What is wrong with a record whose signature is of its bytes.
public enum RecordProblem: Hashable, Sendable {
  /// It speaks for somebody else than the one whose key signed it.
  case signedByAnother(claimed: String, owner: String)
  /// Nobody's key signed it.
  case signedByNobody(claimed: String, fingerprint: String?)
}

extension RecordProblem: CustomStringConvertible {
  /// What is so: lower case, one line, no full stop; names as they were signed, not escaped.
  public var description: String {
    switch self {
    case .signedByAnother(let claimed, let owner):
      "it speaks for '\(claimed)', and the key that signed it is that of '\(owner)'"
    case .signedByNobody(let claimed, let fingerprint):
      "it speaks for '\(claimed)', and the key \(fingerprint ?? "that signed it") is nobody's"
    }
  }
}
