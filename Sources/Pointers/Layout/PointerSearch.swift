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

  /// Pointers by service, then in promotion order.
  public func inOrder(_ keys: some Sequence<PointerKey>) -> [PointerKey] {
    keys.sorted { one, other in
      if one.service != other.service { return one.service < other.service }
      return position(of: one.environment) ?? 0 < position(of: other.environment) ?? 0
    }
  }
}
