internal import Git

/// The files beside one that holds a pointer.
struct Siblings {
  private let files: [(path: String, name: String, id: ObjectID)]

  /// Lists them.
  ///
  /// - Throws: `GitError` where a directory cannot be read.
  init(
    of path: String,
    in tree: ObjectID,
    of repository: borrowing Repository
  ) throws(GitError) {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    var id: ObjectID? = tree
    if !folder.isEmpty { id = try repository.entry(at: folder, in: tree)?.id }
    guard let id else {
      files = []
      return
    }
    let prefix = folder.isEmpty ? "" : folder + "/"
    files = try repository.tree(id).entries.filter { $0.mode.isFile && prefix + $0.name != path }
      .map { (prefix + $0.name, $0.name, $0.id) }
  }

  /// What the Image Updater wrote back here, or is told to do by a resource of its own.
  ///
  /// - Throws: `GitError` where a file cannot be read.
  func updaters(
    of service: String,
    in repository: borrowing Repository
  ) throws(GitError) -> [OwnerMarker.Found] {
    let written = files.filter { $0.name.hasPrefix(".argocd-source") }
    // Named after applications; where none is called like the service, any may be its own.
    let own = written.filter { $0.name.contains(service) }
    var found = (own.isEmpty ? written : own).map { OwnerMarker.Found(.imageUpdater, at: $0.path) }
    for file in files where file.name.hasSuffix(".yaml") || file.name.hasSuffix(".yml") {
      guard let line = try resource(file.id, naming: service, in: repository) else { continue }
      found.append(OwnerMarker.Found(.imageUpdater, at: "\(file.path):\(line)"))
    }
    return found
  }

  /// The line where a file begins a resource of the Image Updater that names the service.
  private func resource(
    _ id: ObjectID,
    naming service: String,
    in repository: borrowing Repository
  ) throws(GitError) -> Int? {
    // Nobody writes such a resource larger, and a warning is not worth reading everything.
    guard try repository.blobSize(id) < 1 << 16 else { return nil }
    let text = TextLines(try repository.blob(id))
    guard text.contains(service) else { return nil }
    return text.first { $0.says("kind: ImageUpdater") }
  }
}
