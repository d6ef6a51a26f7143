internal import FoundationEssentials

/// GnuPG on this machine, to check signatures with the keys that it is given and no others.
///
/// Each keyring has a home of its own, which goes with it. No configuration of the user or of git is read, no network or
/// key server asked, no agent started, nothing of the user's home touched.
public struct GnuPG: Sendable {
  private let searchPath: String
  private let now: @Sendable () -> Int

  /// - Parameter environment: Its PATH says where the programs are; nothing else is passed on.
  public init(environment: [String: String]) {
    self.init(environment: environment, now: { Int(Date().timeIntervalSince1970) })
  }

  /// - Parameters:
  ///   - environment: Its PATH says where the programs are.
  ///   - now: The machine's time in seconds since 1970.
  init(environment: [String: String], now: @escaping @Sendable () -> Int) {
    searchPath = environment["PATH"] ?? "/usr/bin:/bin"
    self.now = now
  }

  /// A keyring with nothing but these keys, for `gpg`, or for `gpgv` where there is no `gpg`.
  ///
  /// - Parameter keys: Public keys without armor.
  /// - Returns: The keyring, whose directory lives as long as it does.
  /// - Throws: `.noProgram` where neither is on this machine, `.other` where the disk will not have it.
  public func keyring(holding keys: [UInt8]) async throws(GitError) -> GnuPGKeyring {
    let home = try TemporaryDirectory(for: "make a home for GnuPG")
    do throws(GitError) {
      // A key that was made later than now is taken all the same, and judged when it is used.
      let taking = ["--faked-system-time", "\(GnuPGKeyring.latest)!", "--import"]
      let answer = try await gpg(home.path).run(Self.options + taking, input: keys)
      return GnuPGKeyring(.gpg, gpg(home.path), home, importing: answer)
    } catch {
      guard error.code == .noProgram else { throw error }
    }
    return try await gpgvKeyring(holding: keys, home)
  }

  private func gpgvKeyring(
    holding keys: [UInt8],
    _ home: consuming TemporaryDirectory
  ) async throws(GitError) -> GnuPGKeyring {
    let gpgv = program("gpgv", home.path)
    do throws(GitError) {
      _ = try await gpgv.run(["--version"])
    } catch {
      guard error.code == .noProgram else { throw error }
      throw GitError(
        .noProgram,
        "find GnuPG",
        reason: "neither `gpg` nor `gpgv` is on the search path (PATH)",
        hint: "install GnuPG"
      )
    }
    _ = try home.write(GnuPGKeyring.keyFile, keys)
    return GnuPGKeyring(.gpgv(now), gpgv, home, importing: nil)
  }

  /// What shuts the world out; `--batch` and `--no-tty` let it ask nobody.
  static let options = [
    "--no-options", "--batch", "--no-tty", "--no-autostart", "--disable-dirmngr",
    "--no-auto-key-retrieve", "--no-auto-key-locate", "--trust-model", "always",
    "--no-auto-check-trustdb", "--lock-never", "--no-default-keyring", "--keyring",
    "./\(GnuPGKeyring.keyBox)", "--status-fd", "1",
  ]

  private func gpg(_ home: String) -> GnuPGProgram { program("gpg", home) }

  private func program(_ name: String, _ home: String) -> GnuPGProgram {
    GnuPGProgram(name: name, home: home, searchPath: searchPath)
  }
}

/// `gpg` or `gpgv` in a home of its own.
struct GnuPGProgram: Sendable {
  let name: String
  let home: String
  let searchPath: String

  func run(_ arguments: [String], input: [UInt8] = []) async throws(GitError) -> ProgramResult {
    let child = ChildProgram(
      program: name,
      arguments: ["--homedir", home] + arguments,
      directory: home,
      environment: [
        "PATH": searchPath, "HOME": home, "GNUPGHOME": home, "LC_ALL": "C", "TZ": "UTC",
      ]
    )
    return try await child.run(input: input)
  }
}
