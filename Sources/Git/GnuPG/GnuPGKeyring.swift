internal import FoundationEssentials

/// Some public keys in a private directory, which is removed together with the last use of this.
public final class GnuPGKeyring: Sendable {
  /// Which program checks.
  enum Tool: Sendable {
    case gpg
    /// It judges at the present time alone, which it is told to ask for here.
    case gpgv(@Sendable () -> Int)
  }

  static let keyBox = "keys.kbx"
  static let keyFile = "keys.gpg"
  /// The latest time that GnuPG knows: it counts in 32 bits.
  static let latest = Int(UInt32.max) - 1
  /// How far the machine's clock may be ahead of the time that is asked for, in seconds, where the clock is what
  /// counts: so long may a run take.
  private static let near = -300...3600

  /// What `gpg` said when it took the keys, on stdout as status lines; `nil` where `gpgv` reads them as they are.
  public let importing: ProgramResult?
  private let tool: Tool
  private let program: GnuPGProgram
  private let home: TemporaryDirectory

  init(
    _ tool: Tool,
    _ program: GnuPGProgram,
    _ home: consuming TemporaryDirectory,
    importing: ProgramResult?
  ) {
    self.tool = tool
    self.program = program
    self.home = home
    self.importing = importing
  }

  /// Checks one detached signature.
  ///
  /// - Parameters:
  ///   - signature: The signature's packet, without armor.
  ///   - message: What was signed.
  ///   - time: At which keys and signature must be valid, in seconds since 1970.
  /// - Returns: Status lines on stdout (GnuPG's `doc/DETAILS`), and how the program ended.
  /// - Throws: `.unsupported` where only `gpgv` is here and the time is not the present; `.other` where the program
  ///   cannot be run.
  public func verify(
    _ signature: [UInt8],
    of message: [UInt8],
    at time: Int
  ) async throws(GitError) -> ProgramResult {
    let options = try options(at: time)
    let file = try home.write("\(UUID().uuidString).sig", signature)
    // It goes with the directory at the latest.
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try await program.run(options + [file, "-"], input: message)
  }

  private func options(at time: Int) throws(GitError) -> [String] {
    switch tool {
    case .gpg:
      // The exclamation mark stops the clock.
      let moment = min(max(time, 1), Self.latest)
      return GnuPG.options + ["--faked-system-time", "\(moment)!", "--verify"]
    case .gpgv(let now):
      guard Self.near.contains(now() - time) else {
        throw GitError(
          .unsupported,
          "tell what was so at another time",
          reason: "`gpgv` judges at the present time alone, and there is no `gpg` here",
          hint: "install GnuPG's `gpg`"
        )
      }
      return ["--keyring", "./\(Self.keyFile)", "--status-fd", "1"]
    }
  }
}
