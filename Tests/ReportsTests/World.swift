import Gate
import Git
import History
import Pointers

@testable import Reports

/// Pointers and commits without a repository.
enum World {
  static let now = 1_772_680_020

  static let policy = """
    version: 1
    pointers:
      - path: apps/{service}/{environment}.yaml
        key: image.tag
      - path: copies/{service}/{environment}.yaml
        key: tag
    environments: [dev, staging, production]
    """

  /// The pointers of these files, each `image: {tag: …}` unless it says more.
  static func table(_ files: [String: String]) throws -> PointerTable {
    let layout = try Policy.read(Array(policy.utf8)).layout
    var table = PointerTable(layout: layout)
    for (path, text) in files {
      let content = text.contains(":") ? text : "image: {tag: '\(text)'}\n"
      table.update(
        path: path,
        contents: layout.read(path: path, mode: .regular, bytes: Array(content.utf8))
      )
    }
    return table
  }

  static func id(_ number: Int) -> ObjectID {
    let digits = String(number, radix: 16)
    let hex = String(repeating: "0", count: 40 - digits.count) + digits
    guard let id = ObjectID(hex: String(hex.reversed())) else { fatalError("no id: \(hex)") }
    return id
  }

  static func signature(_ name: String, hoursAgo: Int) -> Signature {
    Signature(
      name: name,
      email: name.lowercased() + "@acme.example",
      time: now - hoursAgo * 3600,
      offset: 0
    )
  }

  static func commit(_ number: Int, hoursAgo: Int, by name: String = "Ana") -> MoveCommit {
    let person = signature(name, hoursAgo: hoursAgo)
    return MoveCommit(id: id(number), position: number, author: person, committer: person)
  }

  static func move(
    _ service: String,
    _ environment: String,
    _ from: String?,
    _ to: String?,
    in commit: MoveCommit,
    _ kind: Move.Kind,
    downgrade: Bool = false,
    skipped: Bool = false,
    unlabelled: Bool = false
  ) -> Move {
    Move(
      commit: commit,
      key: PointerKey(service: service, environment: environment),
      before: from.map { PointerValue(tag: $0) },
      after: to.map { PointerValue(tag: $0) },
      path: "apps/\(service)/\(environment).yaml",
      line: 1,
      kind: kind,
      downgrade: downgrade,
      skipped: skipped,
      unlabelled: unlabelled
    )
  }

  /// What a person sees on a terminal that is so wide.
  static func shown(_ report: some Report, columns: Int = 100) -> String {
    let view = TerminalView(columns: columns, now: now)
    return report.rendered(for: .terminal(view, .plain)).map { $0 + "\n" }.joined()
  }

  static func piped(_ report: some Report) -> String {
    report.rendered(for: .pipe(.plain)).map { $0 + "\n" }.joined()
  }
}
