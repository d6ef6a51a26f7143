public import Attestations

extension KeyRing {
  /// The keys of one `.opsgate/`.
  ///
  /// - Throws: `KeyFileMistakes` where one of its files is wrong: an unreadable list of revoked keys is never an empty
  ///   one.
  public init(_ tree: PolicyTree) throws(KeyFileMistakes) {
    let signers = try tree.allowedSigners.map { file throws(KeyFileMistakes) in
      try AllowedSigners.read(file.bytes, path: file.path)
    }
    let revoked = try tree.revoked.map { file throws(KeyFileMistakes) in
      try Revocations.read(file.bytes, path: file.path)
    }
    self.init(
      allowedSigners: signers ?? .none,
      revocations: revoked ?? .none,
      openPGP: try OpenPGPKeys(files: tree.keys.map { ($0.path, $0.bytes) })
    )
  }
}
