import Notation

/// A world as one asker sees it: it writes everything as the REST interface does.
struct Scene: Sendable {
  let world: World
  /// `http://127.0.0.1:49152` or the same with `/api/v3`.
  let api: String
  /// Where people look: `http://127.0.0.1:49152`.
  let web: String
  let token: World.Token

  func time(_ time: World.Time?) -> JSONValue { .optional(time?.text) }

  func url(_ repository: World.Repository) -> String {
    "\(api)/repos/\(world.fullName(repository))"
  }

  func page(_ repository: World.Repository) -> String {
    "\(web)/\(world.fullName(repository))"
  }

  /// Several addresses that share a beginning.
  func links(_ base: String, _ tails: [String: String]) -> [String: JSONValue] {
    tails.mapValues { .string(base + $0) }
  }

  /// An opaque name for GraphQL, which says what it names and is made of numbers alone.
  static func node(_ kind: String, _ numbers: Int...) -> String {
    ([kind] + numbers.map { String($0) }).joined(separator: "_")
  }
}
