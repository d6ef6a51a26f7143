extension Layout {
  /// What a path leads to.
  public enum PathKind: Hashable, Sendable {
    case file
    /// A symbolic link or a submodule: whoever deploys may find a directory there, with whatever is in it.
    case link
  }

  /// Whether a file belongs to the environment, so that a change to it is a change to the environment.
  ///
  /// Where the policy gives no `scope`: everything below a directory that is spelled like the environment, the
  /// files whose path names it, and the base files that are read for every environment. A link belongs to it also where
  /// it stands in the place of such a directory, or of one above it.
  public func isInScope(
    _ path: String,
    of environment: Environment,
    as kind: PathKind = .file
  ) -> Bool {
    if let scope = environment.scope {
      return scope.contains { glob in
        glob.matches(path) || kind == .link && glob.mayContain(directory: path)
      }
    }
    let parts = path.split(separator: "/")
    let directories = kind == .link ? parts[...] : parts.dropLast()
    if directories.contains(where: { $0.utf8.elementsEqual(environment.directory.utf8) }) {
      return true
    }
    // One that is read as a file is its environments' alone.
    if kind == .link, mayContain(directory: path),
      !environments.contains(where: { isInScope(path, of: $0) })
    {
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
