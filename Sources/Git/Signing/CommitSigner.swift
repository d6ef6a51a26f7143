/// Signs commits and records as git would: with the program, format and key that its configuration names.
public struct CommitSigner: Sendable {
  /// What kind of signature it is (`gpg.format`).
  public enum Format: String, Sendable {
    case openpgp, x509, ssh
  }

  public let format: Format
  /// The program's name or path.
  public let program: String
  /// `user.signingKey`, as it stands there.
  public let configuredKey: String?
  let keyCommand: String?
  let configuration: Configuration
  /// Where the programs run: relative names of keys and programs start here.
  let directory: String
  let environment: [String: String]

  /// The signer that git's configuration asks for.
  ///
  /// - Parameters:
  ///   - configuration: git's configuration.
  ///   - git: Names the directory (git runs such programs at the top of the worktree) and the
  ///     environment.
  /// - Returns: `nil` where `commit.gpgSign` does not ask for a signature.
  /// - Throws: `.invalid` where the configuration cannot be understood.
  public static func asked(
    by configuration: Configuration,
    git: GitProgram
  ) throws(GitError) -> CommitSigner? {
    guard try configuration.bool("commit.gpgSign") ?? false else { return nil }
    return try CommitSigner(configuration: configuration, git: git)
  }

  /// The signer that git's configuration describes, whether commits shall be signed or not.
  ///
  /// - Throws: `.invalid` where the configuration cannot be understood.
  public init(configuration: Configuration, git: GitProgram) throws(GitError) {
    let name = configuration.string("gpg.format") ?? Format.openpgp.rawValue
    guard let format = Format(rawValue: name) else {
      throw .misconfigured("gpg.format", reason: "'\(name)' is none of openpgp, ssh, x509")
    }
    self.format = format
    program = try Self.program(for: format, in: configuration)
    configuredKey = configuration.string("user.signingKey")
    keyCommand = configuration.string("gpg.ssh.defaultKeyCommand")
    self.configuration = configuration
    directory = git.directory
    environment = git.environment
  }

  private static func program(
    for format: Format,
    in configuration: Configuration
  ) throws(GitError) -> String {
    let (keys, usual) =
      switch format {
      case .openpgp: (["gpg.program", "gpg.openpgp.program"], "gpg")
      case .x509: (["gpg.x509.program"], "gpgsm")
      case .ssh: (["gpg.ssh.program"], "ssh-keygen")
      }
    guard let key = configuration.lastKey(of: keys) else { return usual }
    return try configuration.path(key) ?? usual
  }

  /// Signs a commit or a record.
  ///
  /// - Parameters:
  ///   - payload: `CommitDraft.payload`, or the bytes that a record's signature is made over.
  ///   - namespace: What the signature is for: `git` for commits, another name for records. SSH signatures hold it;
  ///     others cannot.
  ///   - committer: Whose openpgp or x509 key is used where none is configured.
  /// - Returns: The armored signature, for `Repository.writeCommit` or an envelope.
  /// - Throws: `.unsigned` with what was tried.
  public func sign(
    _ payload: [UInt8],
    namespace: String = SigningPurpose.commit.namespace,
    committer: Signature
  ) async throws(GitError) -> String {
    let attempt = SigningAttempt(signer: self, purpose: SigningPurpose(namespace: namespace))
    switch format {
    case .x509 where attempt.purpose != .commit: throw attempt.x509Refusal
    case .openpgp, .x509:
      return try await attempt.signWithGPG(payload, key: configuredKey ?? committer.person)
    case .ssh: return try await attempt.signWithSSH(payload)
    }
  }
}
