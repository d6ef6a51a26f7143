import Notation

/// An answer before it becomes bytes.
struct Reply: Sendable {
  enum Content: Sendable {
    case value(JSONValue)
    /// One page of it is shown.
    case list([JSONValue])
    /// A list that stands in an object, beside how many there are: `environments`.
    case counted([JSONValue], under: String)
  }

  var status = 200
  var content: Content
  /// The world after a request that changed something.
  var world: World?

  /// Leaves out what the version 2026-03-10 has no more.
  mutating func becomeNext() {
    let name = "merge_commit_sha"
    switch content {
    case .value(let value): content = .value(value.replacing(name, with: nil))
    case .list(let items): content = .list(items.map { $0.replacing(name, with: nil) })
    case .counted: break
    }
  }

  static func value(_ value: JSONValue) -> Reply { Reply(content: .value(value)) }
  static func list(_ items: [JSONValue]) -> Reply { Reply(content: .list(items)) }

  static func counted(_ items: [JSONValue], under name: String) -> Reply {
    Reply(content: .counted(items, under: name))
  }
}
