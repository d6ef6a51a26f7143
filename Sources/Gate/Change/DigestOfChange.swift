public import Attestations
public import History

/// A change that has no digest, since what it is cannot be told.
public struct UndecidedChange: Error, Hashable, Sendable {
  public let environment: String
  /// At least one.
  public let gaps: [ChangeGap]
}

extension ChangeDigest {
  /// The digest that approvals of a change are bound to.
  ///
  /// `from` and `to` of a pointer are the bytes that stand in the file: the tag with its quotes, and its companion
  /// (digest, version in the comment), with a NUL between two pieces that do not stand together. So a digest,
  /// a quote that makes a number of a tag, or a comment that says another version is another change.
  ///
  /// - Parameters:
  ///   - change: What an environment undergoes.
  ///   - repository: What the policy says that approvals are bound to.
  /// - Returns: `sha256:` and 64 hexadecimal digits.
  /// - Throws: `UndecidedChange` where something of the change could not be read.
  public static func digest(
    of change: EnvironmentChange,
    repository: String
  ) throws(UndecidedChange) -> String {
    guard change.isDecided else {
      throw UndecidedChange(environment: change.environment, gaps: change.gaps)
    }
    guard change.isBound else {
      let gap = ChangeGap(.notHere, reason: "who set everything before was not looked up")
      throw UndecidedChange(environment: change.environment, gaps: [gap])
    }
    return digest(
      repository: repository,
      environment: change.environment,
      pointers: change.moves.map { PointerRecord($0, in: change.environment) },
      files: change.files.map { FileRecord($0) }
    )
  }
}

extension ChangeDigest.PointerRecord {
  fileprivate init(_ move: ChangeMove, in environment: String) {
    self.init(
      service: move.service,
      environment: environment,
      path: move.path,
      key: move.key,
      from: move.before?.written,
      to: move.after?.written,
      lastSet: move.lastSet
    )
  }
}

extension ChangeDigest.FileRecord {
  fileprivate init(_ file: ChangedFile) {
    self.init(
      path: file.path,
      before: file.before.map { ChangeDigest.FileState(mode: $0.mode, maskedContent: $0.sha256) },
      after: file.after.map { ChangeDigest.FileState(mode: $0.mode, maskedContent: $0.sha256) },
      lastChanged: file.lastChanged
    )
  }
}
