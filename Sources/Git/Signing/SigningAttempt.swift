#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// One try to sign something, and what is said where it fails.
struct SigningAttempt {
  let signer: CommitSigner
  let purpose: SigningPurpose

  func signWithGPG(_ payload: [UInt8], key: String) async throws(GitError) -> String {
    let result = try await run(
      signer.program,
      ["--status-fd=2", "-bsau", key],
      key: key,
      input: payload
    )
    let isCreated = "\n\(result.complaint)".contains("\n[GNUPG:] SIG_CREATED ")
    guard result.status == 0, isCreated else { throw failure(key: key, reason: result.lastWords) }
    return Self.text(result.stdout)
  }

  /// Runs one of the programs that signing takes; it may ask on the terminal.
  ///
  /// What names the program, the setting, is said where it cannot be run.
  func run(
    _ program: String,
    _ arguments: [String],
    key: String?,
    input: [UInt8] = [],
    of setting: String = ""
  ) async throws(GitError) -> ProgramResult {
    let child = ChildProgram(
      program: program,
      arguments: arguments,
      directory: signer.directory,
      environment: Self.naming(Self.terminal, in: signer.environment)
    )
    do throws(GitError) {
      return try await child.run(input: input, mayAsk: true)
    } catch {
      let isMissing = error.code == .noProgram && program == signer.program
      throw failure(
        key: key,
        reason: "\(setting)\(error)",
        hint: isMissing ? purpose.hintAtProgram(signer.format) : nil
      )
    }
  }

  /// The refusal, with all that was tried; keys are named as the configuration names them.
  func failure(key: String?, reason: String, hint: String? = nil) -> GitError {
    let subject = key.map { "the key '\($0.prefix(80))'" } ?? "no key"
    let format = signer.format
    return GitError(
      .unsigned,
      purpose.operation,
      reason:
        "tried `\(signer.program)` (gpg.format \(format.rawValue)) with \(subject): \(reason)",
      // A key that stands for the committer is none that anybody named.
      hint: hint ?? purpose.hint(format, key: format == .ssh ? key : signer.configuredKey)
    )
  }

  var x509Refusal: GitError {
    GitError(
      .unsigned,
      purpose.operation,
      reason: "gpg.format is x509, and records are signed with SSH or OpenPGP keys",
      hint: SigningPurpose.nameAKey
    )
  }

  /// The armor as git keeps it, without the carriage returns of other systems.
  static func text(_ armor: [UInt8]) -> String {
    String(decoding: armor, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  // MARK: The terminal

  /// Tells gpg where it can ask for a passphrase, which it cannot find out itself where it reads the payload.
  static func naming(
    _ terminal: String?,
    in environment: [String: String]
  ) -> [String: String] {
    guard let terminal else { return environment }
    return environment.merging(["GPG_TTY": terminal]) { old, _ in old }
  }

  private static var terminal: String? {
    for descriptor: Int32 in 0...2 {
      var name = [CChar](repeating: 0, count: 256)
      guard ttyname_r(descriptor, &name, name.count) == 0 else { continue }
      return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    return nil
  }
}
