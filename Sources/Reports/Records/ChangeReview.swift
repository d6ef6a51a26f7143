public import Attestations
import Git
public import History

/// What somebody is asked to agree with: all that a change does to one environment.
public struct ChangeReview: Sendable {
  public let change: EnvironmentChange
  /// The first line of the commit's message.
  public let subject: String
  /// The latest check results for what would be moved, by the time that they claim.
  public let checks: [CheckResult]
  /// What people have said, by name.
  public let opinions: [Opinion]

  /// What one person said last.
  public struct Opinion: Hashable, Sendable {
    public let record: LedgerRecord
    /// Why it does not count; none where it does.
    public let objections: [String]

    public init(_ record: LedgerRecord, objections: [String]) {
      self.record = record
      self.objections = objections
    }
  }

  public init(
    change: EnvironmentChange,
    subject: String,
    checks: [CheckResult],
    opinions: [Opinion]
  ) {
    self.change = change
    self.subject = subject
    self.checks = checks
    self.opinions = opinions
  }

  /// For the conversation; ages are counted to `now`, in seconds since 1970-01-01T00:00:00Z.
  public func lines(now: Int) -> [Text] {
    [heading, standing]
      + (moves + files + authors + checkLines(now) + wordLines(now)).map {
        Text("  ") + $0
      }
  }

  private var heading: Text {
    "\(change.environment, .environment)\(": ", .quiet)\(change.commit.short, .commit) “\(subject)”"
  }

  private var standing: Text {
    let base = change.base.map { " as it stands at \($0.short)" } ?? ""
    return Text(
      change.isOnMainline
        ? "  landed on the mainline, and changes it" : "  would change the mainline\(base)",
      .quiet
    )
  }

  private var moves: [Text] {
    var table = Table(["", "", "", ""])
    for move in change.moves {
      table.add([
        Text(move.service, .service),
        TagStep.text(from: move.shown(\.before), to: move.shown(\.after)),
        Text("\(move.path) \(move.key)", .path),
      ])
    }
    return Array(table.aligned.dropFirst())
  }

  /// What differs beside the pointers.
  private var files: [Text] {
    change.files.map { file in
      let word =
        file.before == nil
        ? "added"
        : file.after == nil
          ? "removed" : change.moves.isEmpty ? "changed" : "changed beside its pointers"
      return "\(file.path, .path)\(" \(word)", .warning)"
    }
  }

  private var authors: [Text] {
    var seen: Set<String> = []
    let people = change.authors.filter { seen.insert("\($0.name)\n\($0.email)").inserted }
    return people.map { "\("made by ", .quiet)\($0.name, .person)\(" <\($0.email)>", .quiet)" }
  }

  private func checkLines(_ now: Int) -> [Text] {
    checks.map { check in
      let services = check.services.map { "\($0.service) \(TagStep.shown($0.tag))" }
      let age = Age.words(check.issuedAt, now: now)
      return
        "\("check ", .quiet)\(check.name)\(" ", .quiet)\(Text(check.outcome.rawValue, check.outcome == .pass ? .good : .bad))\(" in ", .quiet)\(check.environment, .environment)\(" (\(services.joined(separator: ", "))) by \(check.checker), \(age)", .quiet)"
    }
  }

  private func wordLines(_ now: Int) -> [Text] {
    opinions.compactMap { opinion in
      guard let approval = opinion.record.approval else { return nil }
      let age = Age.words(approval.issuedAt, now: now)
      let word = Text(approval.decision.rawValue, approval.decision == .approve ? .good : .bad)
      let line: Text =
        "\(approval.approver, .person)\(" said ", .quiet)\(word)\(approval.emergencyText)\(", \(age)", .quiet)"
      guard let why = opinion.objections.first else { return line }
      return line + "\(", which does not count: ", .warning)\(why)"
    }
  }
}

extension ChangeMove {
  /// The tag of one side; with all that goes along with it where the tag alone stayed.
  fileprivate func shown(_ side: KeyPath<ChangeMove, WrittenTag?>) -> String? {
    guard let tag = self[keyPath: side] else { return nil }
    return from == to ? tag.written.replacing("\0", with: " … ") : tag.tag
  }
}

extension Approval {
  /// What it cannot wait for: nothing for an ordinary one.
  fileprivate var emergencyText: Text {
    guard let emergency else { return Text() }
    return
      "\(" as an emergency", .warning)\(" (\(emergency.incident): \(emergency.reason))", .quiet)"
  }
}
