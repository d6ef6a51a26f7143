public import Changes
public import Git
public import Notation
import Pointers

/// What a writing command did, or would do.
public struct ChangeReport: Sendable {
  /// How far it came.
  public enum Outcome: Hashable, Sendable {
    /// It would make these commits; each with its changes as a patch.
    case planned(patches: [String])
    /// It made these commits, oldest first.
    case written(commits: [ObjectID])
    /// All is as was asked for already.
    case nothingToDo
  }

  /// Where people look at a candidate.
  public struct PullRequest: Hashable, Sendable {
    public let number: Int
    public let url: String

    public init(number: Int, url: String) {
      self.number = number
      self.url = url
    }
  }

  /// The command: `rollback`.
  public let command: String
  public let plan: Plan
  public let outcome: Outcome
  /// Whether a remote has the commits.
  public let isPushed: Bool
  /// What was opened of it, or found open; `nil` without `--pr`.
  public let pullRequest: PullRequest?
  /// The files that differ between the parent and the last commit.
  public let files: [FileDifference]

  public init(
    command: String,
    plan: Plan,
    outcome: Outcome,
    isPushed: Bool = false,
    pullRequest: PullRequest? = nil,
    files: [FileDifference]
  ) {
    self.command = command
    self.plan = plan
    self.outcome = outcome
    self.isPushed = isPushed
    self.pullRequest = pullRequest
    self.files = files
  }

  /// The moves of a plan, for the conversation before it is written.
  public static func moves(of plan: Plan) -> [Text] {
    var table = Table(["", "", ""])
    for move in plan.moves {
      table.add([
        Text(move.environment, .environment), Text(move.service, .service),
        TagStep.text(from: move.from, to: move.to),
      ])
    }
    return Array(table.aligned.dropFirst())
  }

  private var commits: [ObjectID] {
    if case .written(let commits) = outcome { return commits }
    return []
  }

  private var branch: String { Self.short(plan.branch) }

  /// The name of a branch as people say it.
  public static func short(_ branch: String) -> String {
    branch.hasPrefix("refs/heads/") ? String(branch.dropFirst("refs/heads/".count)) : branch
  }
}

extension ChangeReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    switch outcome {
    case .planned(let patches): planned(patches)
    case .written(let commits):
      zip(commits, plan.commits).map { id, commit in
        let subject = commit.message.split(separator: "\n").first.map { String($0) } ?? ""
        return "\("[\(branch) ", .quiet)\(id.short, .commit)\("]", .quiet) \(subject)"
      }
    case .nothingToDo: []
    }
  }

  /// The ids of the commits that were made, or the patch of those that would be.
  public var records: [Text] {
    switch outcome {
    case .planned(let patches): planned(patches)
    case .written(let commits): commits.map { Text($0.hex) }
    case .nothingToDo: []
    }
  }

  public var json: JSONValue {
    [
      "schema": .string("opsgate.\(command)/1"),
      "commit": .optional(commits.last?.hex),
      "commits": .array(commits.map { .string($0.hex) }),
      "branch": .string(branch),
      "parent": .string(plan.parent.hex),
      "pushed": .bool(isPushed),
      "pullRequest": pullRequest.map { .number($0.number) } ?? .null,
      "pullRequestURL": .optional(pullRequest?.url),
      "moves": .array(plan.moves.map(\.json)),
      "files": .array(files.map(\.json)),
      "messages": .array(plan.commits.map { .string($0.message) }),
      "notices": .array(plan.notices.map(\.json)),
    ]
  }

  /// Each commit's message, indented as git does, and its patch.
  private func planned(_ patches: [String]) -> [Text] {
    zip(plan.commits, patches).flatMap { commit, patch in
      let message = commit.message.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? Text() : Text("    " + $0) }
      let heading: Text = "\("would commit to \(branch)", .heading)"
      return [heading, Text()] + message + PatchText.lines(patch)
    }
  }
}

extension PlannedMove {
  fileprivate var json: JSONValue {
    [
      "service": .string(service), "environment": .string(environment),
      "from": .optional(from), "to": .optional(to), "path": .string(path),
    ]
  }
}

extension FileDifference {
  fileprivate var json: JSONValue {
    [
      "path": .string(path), "before": .optional(before?.id.hex), "after": .optional(after?.id.hex),
    ]
  }
}

extension Notice {
  fileprivate var json: JSONValue {
    [
      "severity": .string(weight == .warning ? "warning" : "note"), "message": .string(text),
      "hint": .optional(hint),
    ]
  }
}
