extension Layout {
  /// Whether a file belongs to the environment, so that a change to it is a change to the environment.
  ///
  /// Where the policy gives no `scope`: everything below a directory that is spelled like the environment, the
  /// files whose path names it, and the base files that are read for every environment.
  public func isInScope(_ path: String, of environment: Environment) -> Bool {
    if let scope = environment.scope { return scope.contains { $0.matches(path) } }
    let directories = path.split(separator: "/").dropLast()
    if directories.contains(where: { $0.utf8.elementsEqual(environment.directory.utf8) }) {
      return true
    }
    let matches = matches(path)
    return !matches.mistakes.isEmpty
      || matches.matches.contains {
        $0.environment == nil || $0.environment == environment.name
      }
  }

  /// Whether files below the directory may belong to the environment; the root is the empty directory.
  public func scopeMayContain(directory: String, of environment: Environment) -> Bool {
    // Without a scope, any directory may have one below it that is spelled like the environment.
    environment.scope?.contains { $0.mayContain(directory: directory) } ?? true
  }
}
