import Git
public import History
public import Notation

extension Signature {
  var json: JSONValue { ["name": .string(name), "email": .string(email)] }
}

extension Move {
  /// The move as the machine contract has it.
  public var json: JSONValue {
    [
      "commit": .string(commit.id.hex),
      "time": .time(time),
      "author": author.json,
      "committer": committer.json,
      "service": .string(service),
      "environment": .string(environment),
      "from": .optional(from),
      "to": .optional(to),
      "path": .string(path),
      "line": .number(line),
      "kind": .string(kind.rawValue),
      "downgrade": .bool(downgrade),
      "skipped": .bool(skipped),
      "unlabelled": .bool(unlabelled),
      "certain": .bool(isCertain),
    ]
  }

  /// What the values say beside the kind, in the contract's words.
  var marks: [String] {
    let marks = [
      (downgrade, "downgrade"), (skipped, "skipped"), (unlabelled, "unlabelled"),
      (!isCertain, "uncertain"),
    ]
    return marks.filter(\.0).map(\.1)
  }

  /// The kind, and behind it the marks.
  var verdict: Text {
    let label: Label? =
      switch kind {
      case .rollback: .bad
      case .promotion: .good
      case .removed: .removed
      case .added, .change: nil
      }
    let marks = marks.isEmpty ? Text() : Text(" (\(marks.joined(separator: ", ")))", .warning)
    return Text(kind.rawValue, label) + marks
  }
}
