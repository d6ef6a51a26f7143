extension Layout {
  /// What decides which pointers a layout finds and how their moves are judged, as text: the same for layouts that
  /// read every history alike, another for any others.
  ///
  /// Scopes and lines are left out; they say nothing of moves.
  public var fingerprint: String {
    let entries = entries.map { entry in
      [
        entry.paths.map(\.text).spelled, entry.query.fingerprint, entry.order?.rawValue ?? "",
        entry.service ?? "", entry.environment ?? "",
      ].spelled
    }
    let environments = environments.map { [$0.name, $0.from ?? "", $0.directory].spelled }
    return [entries.spelled, environments.spelled].spelled
  }
}

extension ScalarQuery {
  fileprivate var fingerprint: String {
    let found =
      switch locator {
      case .key(let path, let conditions):
        ["key", "\(path)"] + conditions.flatMap { ["\($0.path)", "\($0.value)"] }
      case .pattern(let pattern): ["pattern", pattern.text]
      }
    return (found + [part?.rawValue ?? "", comment ? "comment" : ""]).spelled
  }
}

extension [String] {
  /// Each with its length in bytes before it, so that no two lists are spelled alike.
  fileprivate var spelled: String { map { "\($0.utf8.count):\($0)" }.joined() }
}
