/// Signs commits as git would: with the program, format and key that its configuration names.
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

  /// Signs the payload of a commit.
  ///
  /// - Parameters:
  ///   - payload: `CommitDraft.payload`.
  ///   - committer: Whose openpgp or x509 key is used where none is configured.
  /// - Returns: The armored signature, for `Repository.writeCommit`.
  /// - Throws: `.unsigned` with what was tried.
  public func sign(_ payload: [UInt8], committer: Signature) async throws(GitError) -> String {
    switch format {
    case .openpgp, .x509: try await signWithGPG(payload, key: configuredKey ?? committer.person)
    case .ssh: try await signWithSSH(payload)
    }
  }

  private func signWithGPG(_ payload: [UInt8], key: String) async throws(GitError) -> String {
    let result = try await run(program, ["--status-fd=2", "-bsau", key], key: key, input: payload)
    let isCreated = "\n\(result.complaint)".contains("\n[GNUPG:] SIG_CREATED ")
    guard result.status == 0, isCreated else { throw failure(key: key, reason: result.lastWords) }
    return Self.text(result.stdout)
  }

  /// Runs one of the programs that signing takes.
  func run(
    _ program: String,
    _ arguments: [String],
    key: String?,
    input: [UInt8] = []
  ) async throws(GitError) -> ProgramResult {
    let child = ChildProgram(
      program: program,
      arguments: arguments,
      directory: directory,
      environment: environment
    )
    do throws(GitError) {
      return try await child.run(input: input)
    } catch {
      throw failure(key: key, reason: "\(error)")
    }
  }

  /// The refusal, with all that was tried; keys are named as the configuration names them.
  func failure(key: String?, reason: String) -> GitError {
    let subject = key.map { "the key '\($0.prefix(80))'" } ?? "no key"
    return GitError(
      .unsigned,
      "sign the commit",
      reason: "tried `\(program)` (gpg.format \(format.rawValue)) with \(subject): \(reason)",
      hint: """
        see that the same works with `git commit -S`, or set commit.gpgSign to false for this \
        run: GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=commit.gpgSign GIT_CONFIG_VALUE_0=false
        """
    )
  }

  /// The armor as git keeps it, without the carriage returns of other systems.
  static func text(_ armor: [UInt8]) -> String {
    String(decoding: armor, as: UTF8.self).replacing("\r\n", with: "\n")
  }
}
