public import Git
public import Notation
public import Pointers

/// One pointer's tag, bare.
public struct TagReport: Report {
  private let pointer: Pointer
  private let commit: ObjectID

  public init(_ pointer: Pointer, commit: ObjectID) {
    self.pointer = pointer
    self.commit = commit
  }

  public func lines(for view: TerminalView) -> [Text] { records }

  public var records: [Text] { [Text(pointer.tag)] }

  public var json: JSONValue {
    [
      "schema": "opsgate.get/1",
      "commit": .string(commit.hex),
      "service": .string(pointer.key.service),
      "environment": .string(pointer.key.environment),
      "tag": .string(pointer.tag),
      "floating": .bool(pointer.isFloating),
      "path": .string(pointer.place.path),
      "line": .number(pointer.place.line),
    ]
  }
}
