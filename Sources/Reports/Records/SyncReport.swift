public import Git
public import Notation

extension NotesSyncReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    guard !references.isEmpty else {
      return [Text("neither here nor at '\(remote)' are any records", .quiet)]
    }
    var table = Table(["NOTES", "NOW AT", ""])
    for reference in references {
      table.add([
        Text(reference.shortName, .heading), Text(reference.after?.short ?? "-", .commit),
        Text(reference.outcome.words, reference.alarms.isEmpty ? .quiet : .bad),
      ])
    }
    return table.aligned
  }

  public var records: [Text] {
    references.map { reference in
      Text(fields: [
        Text(reference.name), Text(reference.before?.hex ?? ""), Text(reference.after?.hex ?? ""),
        Text(reference.theirs?.hex ?? ""), Text(reference.outcome.rawValue),
      ])
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.sync/1",
      "remote": .string(remote),
      "references": .array(references.map(\.json)),
    ]
  }
}

extension NotesReferenceSync {
  /// What came of it.
  enum Outcome: String {
    case unchanged, fetched, pushed, merged, alarmed

    var words: String {
      switch self {
      case .unchanged: "nothing new"
      case .fetched: "brought here"
      case .pushed: "pushed"
      case .merged: "merged, and pushed"
      case .alarmed: "something is wrong, see below"
      }
    }
  }

  var outcome: Outcome {
    if !alarms.isEmpty { return .alarmed }
    if isPushed { return before == after ? .pushed : .merged }
    return before == after ? .unchanged : .fetched
  }

  /// As people say it: `approvals`.
  var shortName: String {
    name.hasPrefix(NotesRef.prefix) ? String(name.dropFirst(NotesRef.prefix.count)) : name
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "before": .optional(before?.hex), "after": .optional(after?.hex),
      "theirs": .optional(theirs?.hex), "pushed": .bool(isPushed),
      "restored": .array(restored.map { .string($0.object.hex) }),
      "alarms": .array(alarms.map { .string(String(describing: $0)) }),
    ]
  }
}
