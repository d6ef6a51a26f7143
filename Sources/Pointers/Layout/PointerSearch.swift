extension Layout {
  /// Whether files below the directory may hold the one pointer; the root is the empty directory.
  ///
  /// For finding a pointer without reading the directories of all others. What only a file's content
  /// says is not known here, so the answer may be yes too often, never no.
  public func mayContain(directory: String, of key: PointerKey) -> Bool {
    guard let spelling = environment(named: key.environment)?.directory else { return false }
    return index.mayContain(
      directory: directory,
      of: ComponentPattern.Binding(service: key.service, environment: spelling)
    )
  }

  /// Whether the file may hold the one pointer, by all that its path says.
  public func mayHold(_ path: String, _ key: PointerKey) -> Bool {
    let matches = matches(path)
    return !matches.mistakes.isEmpty || matches.matches.contains { $0.mayServe(key) }
  }

  /// Whether a file below the directory may hold one of these pointers.
  public func mayContain(directory: String, of keys: Set<PointerKey>) -> Bool {
    keys.contains { mayContain(directory: directory, of: $0) }
  }

  /// What the path says, as far as it may concern one of these pointers.
  public func matches(_ path: String, of keys: Set<PointerKey>) -> PathMatches {
    let all = matches(path)
    let concerned = all.matches.filter { match in keys.contains(where: match.mayServe) }
    return PathMatches(path: path, matches: concerned, mistakes: all.mistakes)
  }

  /// The pointers, and those of the same services in the environments that promotions come from.
  public func withThoseBefore(_ keys: Set<PointerKey>) -> Set<PointerKey> {
    keys.union(
      keys.compactMap { key in
        environment(named: key.environment)?.from.map {
          PointerKey(service: key.service, environment: $0)
        }
      }
    )
  }

  /// Pointers by service, then in promotion order.
  public func inOrder(_ keys: some Sequence<PointerKey>) -> [PointerKey] {
    keys.sorted { one, other in
      if one.service != other.service { return one.service < other.service }
      return position(of: one.environment) ?? 0 < position(of: other.environment) ?? 0
    }
  }
}
