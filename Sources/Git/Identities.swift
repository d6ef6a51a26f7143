/// Who writes and commits, with the time, exactly as git would say it now.
public struct Identities: Hashable, Sendable {
  public let author: Signature
  public let committer: Signature

  public init(author: Signature, committer: Signature) {
    self.author = author
    self.committer = committer
  }

  /// Asks `git var`, so that variables, configuration, fallbacks and dates are git's own.
  ///
  /// - Throws: `.notFound` when git does not know who it is.
  public init(asking git: GitProgram) async throws(GitError) {
    author = try await Self.ask(git, for: "GIT_AUTHOR_IDENT", calling: "author")
    committer = try await Self.committer(asking: git)
  }

  /// Asks for the committer alone.
  ///
  /// - Throws: `.notFound` when git does not know who it is.
  public static func committer(asking git: GitProgram) async throws(GitError) -> Signature {
    try await ask(git, for: "GIT_COMMITTER_IDENT", calling: "committer")
  }

  private static func ask(
    _ git: GitProgram,
    for variable: String,
    calling role: String
  ) async throws(GitError) -> Signature {
    let result = try await git.run(["var", variable])
    guard result.status == 0 else {
      throw GitError(
        .notFound,
        "learn who the \(role) of the commit is",
        reason: "git says: \(result.fatalWords)",
        hint:
          "run `git config user.name \"Your Name\"` and `git config user.email you@example.com`"
      )
    }
    return Signature(header: result.stdout[...].prefix { $0 != UInt8(ascii: "\n") })
  }
}

extension ProgramResult {
  /// The line that git ends with; what stands before it is advice for another program's user.
  fileprivate var fatalWords: String {
    let lines = complaint.split(whereSeparator: \.isNewline)
    guard let fatal = lines.last(where: { $0.hasPrefix("fatal: ") }) else { return lastWords }
    return String(fatal.dropFirst("fatal: ".count))
  }
}
