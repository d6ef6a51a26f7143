internal import Clibgit2

extension Repository {
  /// The commit of that id.
  ///
  /// - Throws: `.missingObject`, `.shallow` or `.promised` when it is not here; `.corrupt`.
  public borrowing func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try Commit(id: id, bytes: contents(of: id, as: .commit))
  }

  /// The tree of that id.
  ///
  /// - Throws: `.missingObject` or `.promised` when it is not here; `.corrupt`.
  public borrowing func tree(_ id: ObjectID) throws(GitError) -> Tree {
    let object = try read(id, as: .tree)
    var entries: [TreeEntry] = []
    var cursor = try RawTreeCursor(object.bytes)
    while let entry = cursor.entry {
      entries.append(entry.value)
      try cursor.advance()
    }
    return Tree(entries: entries)
  }

  /// The contents of the blob of that id.
  ///
  /// - Throws: `.missingObject` or `.promised` when it is not here.
  public borrowing func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try contents(of: id, as: .blob)
  }

  /// The size of the blob of that id, in bytes, without reading it.
  ///
  /// - Throws: `.missingObject` or `.promised` when it is not here.
  public borrowing func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    var size = 0
    var type = GIT_OBJECT_INVALID
    var oid = id.oid
    let result = git_odb_read_header(&size, &type, database.pointer, &oid)
    guard result == 0 else { throw absence(of: id, as: .blob, result: result) }
    return size
  }

  private borrowing func contents(of id: ObjectID, as kind: ObjectKind) throws(GitError) -> [UInt8]
  {
    let object = try read(id, as: kind)
    return Array(object.bytes)
  }

  /// The raw object, straight from the object database.
  borrowing func read(_ id: ObjectID, as kind: ObjectKind) throws(GitError) -> RawObject {
    var oid = id.oid
    var pointer: OpaquePointer?
    let result = git_odb_read(&pointer, database.pointer, &oid)
    guard result == 0, let pointer else { throw absence(of: id, as: kind, result: result) }
    let object = RawObject(pointer)
    guard git_odb_object_type(pointer) == kind.type else {
      throw GitError(.corrupt, "read the \(kind.name) \(id)", reason: "it is no \(kind.name)")
    }
    return object
  }

  private borrowing func absence(of id: ObjectID, as kind: ObjectKind, result: Int32) -> GitError {
    let error = lastError("read the \(kind.name) \(id)", result: result)
    guard error.code == .notFound else {
      return GitError(
        .corrupt,
        error.operation,
        reason: error.reason,
        hint: "run `git fsck --full`"
      )
    }
    if let remote = promisorRemote {
      return GitError(
        .promised,
        error.operation,
        reason: "this is a partial clone, which left it with the remote '\(remote)'",
        hint: "fetch it all: `git fetch --refetch --no-filter \(remote)`"
      )
    }
    if isShallow, kind == .commit { return .shallowEnd(error.operation) }
    return GitError(
      .missingObject,
      error.operation,
      reason: "the object database does not have it",
      hint: "run `git fsck --full`, and fetch it from a complete clone"
    )
  }
}

extension GitError {
  package static func shallowEnd(_ operation: String) -> GitError {
    GitError(
      .shallow,
      operation,
      reason: "this clone is shallow, and its history ends here",
      hint:
        "run `git fetch --unshallow`; in GitHub Actions, set `fetch-depth: 0` on actions/checkout"
    )
  }
}

/// The kinds of objects that are read, with their names in messages.
enum ObjectKind {
  case commit, tree, blob

  var type: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    }
  }

  var name: String {
    switch self {
    case .commit: "commit"
    case .tree: "tree"
    case .blob: "blob"
    }
  }
}

/// The bytes of an object; they live as long as this does.
struct RawObject: ~Copyable {
  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { self.pointer = pointer }

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: git_odb_object_data(pointer), count: git_odb_object_size(pointer))
  }

  deinit { git_odb_object_free(pointer) }
}
