/// What a remote answered to a push.
public enum PushOutcome: Hashable, Sendable {
  /// The branch stands at the pushed commit.
  case done
  /// Somebody else was quicker; the words are the remote's.
  case overtaken(String)
}

extension GitProgram {
  /// Pushes one commit to a branch of a remote, and never by force.
  ///
  /// - Parameters:
  ///   - commit: What the branch shall stand at; its objects go along.
  ///   - branch: The full name of the branch there.
  ///   - remote: A configured name or a URL.
  /// - Returns: Whether the branch moved, or had moved already.
  /// - Throws: `.other` where the remote refuses for another reason, or cannot be reached.
  public func push(
    _ commit: ObjectID,
    to branch: String,
    of remote: String
  ) async throws(GitError) -> PushOutcome {
    let result = try await run(["push", "--porcelain", "--", remote, "\(commit):\(branch)"])
    guard result.status != 0 else { return .done }
    let refusal = PushRefusal(result)
    guard !refusal.isLostRace else { return .overtaken(refusal.words) }
    throw GitError(
      .other,
      "push to \(branch) of '\(remote)'",
      reason: refusal.words,
      hint: refusal.hint
    )
  }

  /// Brings the newest commit of a remote's branch here, with all that it needs.
  ///
  /// - Parameters:
  ///   - branch: The full name of the branch there.
  ///   - remote: A configured name or a URL.
  /// - Returns: The commit.
  /// - Throws: `.notFound` where the remote has no such branch; `.other` where it cannot be reached.
  public func fetch(
    _ branch: String,
    of remote: String
  ) async throws(GitError) -> ObjectID {
    let operation = "fetch \(branch) of '\(remote)'"
    // Asked before fetching, so that what is fetched holds at least this commit: FETCH_HEAD is one
    // file for all, and a tracking reference need not be there.
    let answer = try await answer(["ls-remote", "--refs", "--", remote, branch], to: operation)
    let line = String(decoding: answer, as: UTF8.self).split(separator: "\n").first {
      $0.hasSuffix("\t\(branch)")
    }
    guard let commit = line.flatMap({ ObjectID(hex: String($0.prefix(40))) }) else {
      throw GitError(.notFound, operation, reason: "the remote has no such branch")
    }
    _ = try await self.answer(["fetch", "--quiet", "--", remote, branch], to: operation)
    return commit
  }
}

/// Why a push was refused: what the porcelain line says, and what the remote said.
struct PushRefusal {
  let words: String

  init(_ result: ProgramResult) {
    let lines = result.text.split(separator: "\n")
    let refused = lines.first { $0.hasPrefix("!") }?.split(separator: "\t").last.map(String.init)
    words = refused ?? result.lastWords
  }

  /// Whether the branch there moved while the commit was made.
  ///
  /// The words of git itself (`transport.c`, `receive-pack.c`) and of the big forges, which are
  /// all that a push reports.
  var isLostRace: Bool {
    let signs = [
      "fetch first", "non-fast-forward", "stale info", "cannot lock ref",
      "incorrect old value provided", "reference already exists", "failed to update ref",
      "failed to lock",
    ]
    return signs.contains { words.contains($0) }
  }

  var hint: String? {
    let isGuarded = ["protected branch", "hook declined", "GH006", "GH013"].contains {
      words.contains($0)
    }
    return isGuarded
      ? "the remote guards this branch: push to another, and open a pull request" : nil
  }
}
