/// One reference of a push: what it shall point to, and its full name at the remote.
public struct PushedReference: Hashable, Sendable {
  public let id: ObjectID
  public let name: String

  public init(id: ObjectID, name: String) {
    self.id = id
    self.name = name
  }
}

/// How a push ended.
public enum PushOutcome: Hashable, Sendable {
  case pushed
  /// A reference at the remote has moved meanwhile: fetch, make the change anew, push again.
  case lostRace(name: String, reason: String)
}

extension GitProgram {
  /// Pushes references without force: all of them or, where the remote can promise that, none.
  ///
  /// The objects must be on the disk (`Repository.keepObjects()`). Hooks run as for `git push`.
  ///
  /// - Parameters:
  ///   - references: What goes; several go together (`--atomic`).
  ///   - remote: A remote's name or address.
  /// - Returns: Whether somebody was faster.
  /// - Throws: `.other` with what git or the remote said where the push was refused for good.
  public func push(
    _ references: [PushedReference],
    to remote: String
  ) async throws(GitError) -> PushOutcome {
    let atomic = references.count > 1 ? ["--atomic"] : []
    let specifications = references.map { "\($0.id):\($0.name)" }
    // A mirror's setting would push everything, and excludes naming what is pushed.
    let single = ["-c", "remote.\(remote).mirror=false"]
    let result = try await run(
      single + ["push", "--porcelain", "--no-follow-tags"] + atomic + ["--", remote]
        + specifications
    )
    return try PushAnswer(result, remote: remote).outcome()
  }

  /// Fetches references of a remote, without touching any of our own branches.
  ///
  /// - Parameters:
  ///   - specifications: `<theirs>:<ours>`, or `<theirs>` alone for `FETCH_HEAD`.
  ///   - remote: A remote's name or address.
  /// - Throws: `.other` with what git said.
  public func fetch(_ specifications: [String], from remote: String) async throws(GitError) {
    _ = try await answer(
      ["fetch", "--quiet", "--no-tags", "--no-auto-maintenance", "--", remote] + specifications,
      to: "fetch \(specifications.joined(separator: " ")) from '\(remote)'"
    )
  }

  /// Asks a remote where a reference stands there now.
  ///
  /// - Parameters:
  ///   - name: The full name.
  ///   - remote: A remote's name or address.
  /// - Returns: `nil` where the remote has no such reference.
  /// - Throws: `.other` with what git said.
  public func reference(_ name: String, at remote: String) async throws(GitError) -> ObjectID? {
    let listing = try await answer(
      ["ls-remote", "--refs", "--", remote, name],
      to: "ask '\(remote)' for \(name)"
    )
    let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasSuffix("\t\(name)") }
    return line.flatMap { ObjectID(hex: String($0.prefix(2 * ObjectID.byteCount))) }
  }
}

/// What `git push --porcelain` said.
struct PushAnswer {
  private let result: ProgramResult
  private let remote: String

  init(_ result: ProgramResult, remote: String) {
    self.result = result
    self.remote = remote
  }

  /// What it means.
  ///
  /// - Throws: `.other` where trying again would not help.
  func outcome() throws(GitError) -> PushOutcome {
    if result.status == 0 { return .pushed }
    let rejected = lines.filter(\.isRejected)
    if let lost = rejected.first(where: \.isLostRace) {
      return .lostRace(name: lost.name, reason: lost.reason)
    }
    // With `--atomic`, the others fall with the one that has the reason.
    let cause = rejected.first { !$0.reason.contains("atomic") } ?? rejected.first
    throw GitError(
      .other,
      "push \(cause?.name ?? "") to '\(remote)'".replacing("push  to", with: "push to"),
      reason: cause.map { "it was refused: \($0.reason)\(said)" }
        ?? "git says: \(result.lastWords)",
      hint: hint(for: cause?.reason)
    )
  }

  private func hint(for reason: String?) -> String? {
    guard let reason else { return "see that `git push` itself works here" }
    // What git and the big forges say of a branch that nobody may push to.
    let guards = ["protected branch", "hook declined", "GH006", "GH013"]
    guard guards.contains(where: (reason + said).contains) else { return nil }
    return "the remote guards this branch: push to another one, and open a pull request"
  }

  /// What the remote's hooks printed.
  private var said: String {
    let lines = result.complaint.split(whereSeparator: \.isNewline)
      .filter { $0.hasPrefix("remote: ") }.map { $0.dropFirst(8).trimmed }
    let words = lines.filter { !$0.isEmpty }.suffix(3)
    return words.isEmpty ? "" : " (\(words.joined(separator: "; ")))"
  }

  /// `<flag> TAB <from>:<to> TAB <summary> (<reason>)`, one for each reference.
  private var lines: [Line] {
    result.text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 3, let flag = fields[0].first else { return nil }
      let name = fields[1].split(separator: ":", maxSplits: 1).last.map(String.init) ?? ""
      return Line(flag: flag, name: name, summary: String(fields[2]))
    }
  }

  private struct Line {
    let flag: Character
    let name: String
    let summary: String

    var isRejected: Bool { flag == "!" }

    /// What stands in brackets behind the summary; without any, the summary.
    var reason: String {
      guard let open = summary.firstRange(of: " (") else { return summary }
      let inner = summary[open.upperBound...]
      return String(inner.hasSuffix(")") ? inner.dropLast() : inner)
    }

    /// Whether the words are git's own for a reference that stands elsewhere than it was seen.
    ///
    /// A branch that is protected is none of them.
    var isLostRace: Bool {
      let words = [
        "non-fast-forward", "fetch first", "stale info", "cannot lock ref", "incorrect old value",
        "reference already exists", "failed to update ref", "failed to lock",
      ]
      return words.contains { reason.contains($0) }
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
