import Git
import History
public import Notation
import Pointers

extension StatusReport: Report {
  public var records: [Text] {
    entries.compactMap { entry in
      guard let pointer = entry.pointer else { return nil }
      return Text(fields: [
        Text(entry.key.environment), Text(entry.key.service), Text(pointer.tag),
        Text(entry.since.map { Timestamp.rfc3339($0.committer.time) } ?? ""),
        Text(entry.behind.map(String.init) ?? ""), Text(entry.since?.id.hex ?? ""),
        Text("\(pointer.place.path):\(pointer.place.line)"),
      ])
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.status/1",
      "commit": .string(moment.commit.hex),
      "environments": .array(environments.map { .string($0) }),
      "pointers": .array(entries.compactMap(\.json)),
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension StatusReport.Entry {
  fileprivate var json: JSONValue? {
    guard let pointer else { return nil }
    return [
      "service": .string(key.service),
      "environment": .string(key.environment),
      "tag": .string(pointer.tag),
      "floating": .bool(pointer.isFloating),
      "path": .string(pointer.place.path),
      "line": .number(pointer.place.line),
      "since": since.map { ["commit": .string($0.id.hex), "time": .time($0.committer.time)] }
        ?? .null,
      "behind": .optional(behind),
    ]
  }
}
