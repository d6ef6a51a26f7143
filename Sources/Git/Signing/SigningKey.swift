/// The key that a signature would be made with.
public enum SigningKey: Hashable, Sendable {
  /// Its public half, as a public key file has it: `ssh-ed25519 AAAA…`.
  case ssh(line: String)
  /// The primary key's fingerprint, 40 or more hexadecimal digits.
  case openpgp(fingerprint: String)

  /// Whether it lies in a device that waits for a touch before it signs.
  public var waitsForTouch: Bool {
    if case .ssh(let line) = self { line.hasPrefix("sk-") } else { false }
  }
}

extension CommitSigner {
  /// The key that the next signature would be made with; asks for no passphrase.
  ///
  /// - Parameter committer: Whose openpgp key is used where none is configured.
  /// - Returns: `nil` where it cannot be known before: several keys fit, or the public half is not here. What stands in
  ///   the way of signing, signing says.
  public func signingKey(committer: Signature) async -> SigningKey? {
    switch format {
    case .x509: nil
    case .ssh: await sshSigningKey
    case .openpgp: await openPGPSigningKey(configuredKey ?? committer.person)
    }
  }

  private var sshSigningKey: SigningKey? {
    get async {
      let attempt = SigningAttempt(signer: self, purpose: .commit)
      // Why there is no key, signing says.
      guard let key = try? await attempt.sshKey() else { return nil }
      if let literal = SSHKeyFile.literal(key) { return .ssh(line: literal) }
      guard let file = configuration.expand(key) else { return nil }
      let path = file.hasPrefix("/") ? file : "\(directory)/\(file)"
      return SSHKeyFile.publicLine(ofKeyAt: path).map(SigningKey.ssh)
    }
  }

  private func openPGPSigningKey(_ key: String) async -> SigningKey? {
    let gpg = ChildProgram(
      program: program,
      arguments: ["--batch", "--no-tty", "--with-colons", "--list-secret-keys", "--", key],
      directory: directory,
      environment: environment
    )
    // Why it does not answer, signing says.
    guard let listing = try? await gpg.run(), listing.status == 0 else { return nil }
    let found = Self.usableFingerprints(listing: listing.text)
    return found.count == 1 ? found.first.map(SigningKey.openpgp) : nil
  }

  /// The primary keys that can sign, in what `gpg --with-colons` lists (GnuPG's `doc/DETAILS`).
  static func usableFingerprints(listing: String) -> [String] {
    var fingerprints: [String] = []
    var isWanted = false
    for line in listing.split(separator: "\n") {
      let fields = line.split(separator: ":", omittingEmptySubsequences: false)
      if fields[0] == "sec", fields.count > 11 {
        // Expired, revoked, disabled and broken ones sign nothing; a capital S means that some part of it can sign.
        isWanted = !["e", "r", "d", "i", "n"].contains(fields[1]) && fields[11].contains("S")
      } else if fields[0] == "fpr", fields.count > 9, isWanted {
        fingerprints.append(String(fields[9]))
        isWanted = false
      }
    }
    return fingerprints
  }
}
