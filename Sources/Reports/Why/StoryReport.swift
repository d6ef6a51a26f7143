import Gate
import Git
import History
public import Notation
import Pointers

extension PointerStory: Report {
  public func lines(for view: TerminalView) -> [Text] {
    StoryText(story: self, now: view.now).lines
  }

  /// The topic first, then what it needs.
  public var records: [Text] {
    var records = [["pointer", key.environment, key.service, pointer?.tag ?? ""]]
    records += (lastMove.map { [$0] } ?? []).map { move in
      [
        "set", move.commit.id.hex, Timestamp.rfc3339(move.time), move.kind.rawValue,
        move.marks.joined(separator: ","), move.author.name, subjects[move.commit.id] ?? "",
      ]
    }
    if let verdict {
      let approvers = verdict.approvers.joined(separator: ",")
      let exception = verdict.exception ? "exception" : ""
      records.append(["verdict", verdict.outcome.rawValue, exception, approvers])
    }
    records += (pointer?.places ?? []).map {
      ["place", "\($0.path):\($0.line)", $0.key, $0.value.tag]
    }
    records += history.earlier.map { period in
      [
        "earlier", period.tag ?? "", period.since?.id.hex ?? "",
        period.since.map { Timestamp.rfc3339($0.committer.time) } ?? "",
      ]
    }
    records += history.holds.map {
      ["held", $0.tag, $0.move.commit.id.hex, Timestamp.rfc3339($0.move.time)]
    }
    if let source {
      let behind = behind.map { String($0) } ?? ""
      records.append(["before", source.environment, source.pointer?.tag ?? "", behind])
    }
    records.append(["rollback", rollbackTag ?? ""])
    records += (pointer?.sharedWith ?? []).map { ["shared", $0.environment, $0.service] }
    return records.map { Text(fields: $0.map { Text($0) }) }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.why/1",
      "commit": .string(head.hex),
      "service": .string(key.service),
      "environment": .string(key.environment),
      "tag": .optional(pointer?.tag),
      "floating": .bool(pointer?.isFloating ?? false),
      "verdict": verdict.map(\.json) ?? .null,
      "places": .array((pointer?.places ?? []).map(\.json)),
      "setBy": lastMove.map { move in
        move.json.adding(["subject": .optional(subjects[move.commit.id])])
      } ?? .null,
      "earlier": .array(history.earlier.map(\.json)),
      "held": .array(history.holds.map(\.json)),
      "before": before,
      "rollback": .optional(rollbackTag),
      "shared": .array((pointer?.sharedWith ?? []).map(\.json)),
      "findings": .array(findings.map(\.json)),
    ]
  }

  private var before: JSONValue {
    guard let source else { return .null }
    return [
      "environment": .string(source.environment), "tag": .optional(source.pointer?.tag),
      "floating": .bool(source.pointer?.isFloating ?? false), "behind": .optional(behind),
    ]
  }
}

extension Place {
  fileprivate var json: JSONValue {
    [
      "path": .string(path), "line": .number(line), "column": .number(column),
      "key": .string(key), "tag": .string(value.tag), "inherited": .bool(isInherited),
    ]
  }
}

extension PointerPeriod {
  fileprivate var json: JSONValue {
    [
      "tag": .optional(tag),
      "since": since.map { ["commit": .string($0.id.hex), "time": .time($0.committer.time)] }
        ?? .null,
    ]
  }
}

extension Hold {
  fileprivate var json: JSONValue { ["tag": .string(tag), "move": move.json] }
}

extension PointerKey {
  fileprivate var json: JSONValue {
    ["service": .string(service), "environment": .string(environment)]
  }
}
