internal import Git
internal import Pointers

/// The last paragraph of a message, for scripts (`git-interpret-trailers(1)`).
struct Trailers {
  private let lines: [(key: String, value: String)]

  /// `Environment`, then for each move `Service`, `From-Tag` and `To-Tag` in this order.
  init(_ environment: String, _ moves: [PlannedMove], _ reverted: [ObjectID] = []) {
    var lines = [("Environment", environment)]
    for move in moves {
      lines.append(("Service", move.service))
      if let from = move.from, !from.isEmpty { lines.append(("From-Tag", from)) }
      if let to = move.to, !to.isEmpty { lines.append(("To-Tag", to)) }
    }
    self.lines = lines + Self.reverts(reverted)
  }

  /// Those of several environments, one after the other.
  init(joining parts: [Trailers], reverting reverted: [ObjectID]) {
    lines = parts.flatMap(\.lines) + Self.reverts(reverted)
  }

  private static func reverts(_ commits: [ObjectID]) -> [(String, String)] {
    var seen: Set<ObjectID> = []
    return commits.filter { seen.insert($0).inserted }.map { ("Reverts", $0.hex) }
  }

  var text: String {
    lines.map { "\($0.key): \($0.value.onOneLine)" }.joined(separator: "\n")
  }
}
