internal import Clibgit2

/// The objects that were made and are not on the disk yet.
///
/// They are held in memory, where they can be read like any other, so that a plan that is only
/// shown, or refused, leaves nothing behind.
final class ObjectDraft {
  private(set) var objects: [DraftObject] = []
  private(set) var isAttached = false

  /// Makes the object database keep new objects in memory, from the first one on.
  func attach(to database: OpaquePointer) throws(GitError) {
    guard !isAttached else { return }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try check("hold new objects in memory") { git_mempack_new(&memory) }
    // Above the packs and loose objects, whose priorities are 2 and 1, so that it gets the writes.
    try check("hold new objects in memory") { git_odb_add_backend(database, memory, 999) }
    isAttached = true
  }

  func add(_ object: DraftObject) { objects.append(object) }
  func clear() { objects = [] }
}

/// An object that is not on the disk yet.
struct DraftObject {
  let kind: ObjectKind
  let bytes: [UInt8]
}

extension Repository {
  /// Makes a blob of these bytes, held until `keepObjects()`.
  ///
  /// - Returns: Its id.
  /// - Throws: `.other` when libgit2 will not have it.
  public borrowing func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try writeObject(bytes, as: .blob)
  }

  /// Makes a commit, held until `keepObjects()`.
  ///
  /// - Parameters:
  ///   - draft: What stands in it.
  ///   - signature: What `CommitSigner` made over `draft.payload`.
  /// - Returns: Its id.
  /// - Throws: `.invalid` for what git would not write.
  public borrowing func writeCommit(
    _ draft: CommitDraft,
    signature: String? = nil
  ) throws(GitError) -> ObjectID {
    try draft.check()
    return try writeObject(draft.bytes(signedWith: signature), as: .commit)
  }

  /// Writes all objects that are held in memory to the disk, and the disk to its plates.
  ///
  /// To be called before anything points to one of them.
  ///
  /// - Throws: `.other` when the disk is full or not writable; some may be written then, which
  ///   nothing points to.
  public borrowing func keepObjects() throws(GitError) {
    guard !draft.objects.isEmpty else { return }
    try LooseObjects(in: commonDirectory + "objects").write(draft.objects)
    draft.clear()
  }

  borrowing func writeObject(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    try draft.attach(to: database.pointer)
    var oid = git_oid()
    try check("name a \(kind.name)") {
      git_odb_hash(&oid, bytes, bytes.count, kind.type)
    }
    let isNew = git_odb_exists(database.pointer, &oid) == 0
    try check("write a \(kind.name)") {
      git_odb_write(&oid, database.pointer, bytes, bytes.count, kind.type)
    }
    if isNew { draft.add(DraftObject(kind: kind, bytes: bytes)) }
    return ObjectID(oid)
  }
}

/// A directory of loose objects, written so that they outlive a power cut.
struct LooseObjects: ~Copyable {
  private let database: Handle

  init(in directory: String, durable: Bool = true) throws(GitError) {
    database = try Self.open(directory, durable: durable)
  }

  private static func open(_ directory: String, durable: Bool) throws(GitError) -> Handle {
    let operation = "open the objects in \(directory)"
    let database = try Handle(operation, free: git_odb_free) { git_odb_new(&$0) }
    var loose: UnsafeMutablePointer<git_odb_backend>?
    try check(operation) {
      git_odb_backend_loose(&loose, directory, -1, durable ? 1 : 0, 0, 0)
    }
    try check(operation) { git_odb_add_backend(database.pointer, loose, 1) }
    return database
  }

  func write(_ objects: [DraftObject]) throws(GitError) {
    for object in objects { try write(object) }
  }

  @discardableResult
  func write(_ object: DraftObject) throws(GitError) -> ObjectID {
    var oid = git_oid()
    try check("write a \(object.kind.name)") {
      git_odb_write(&oid, database.pointer, object.bytes, object.bytes.count, object.kind.type)
    }
    return ObjectID(oid)
  }

  /// All objects in it.
  func read() throws(GitError) -> [DraftObject] {
    var objects: [DraftObject] = []
    for id in try ids() {
      var (oid, pointer) = (id.oid, OpaquePointer?.none)
      try check("read the object \(id)") { git_odb_read(&pointer, database.pointer, &oid) }
      guard let pointer else { continue }
      let object = RawObject(pointer)
      guard let kind = ObjectKind(git_odb_object_type(pointer)) else { continue }
      objects.append(DraftObject(kind: kind, bytes: Array(object.bytes)))
    }
    return objects
  }

  private func ids() throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    let result = withUnsafeMutablePointer(to: &found) { list in
      git_odb_foreach(
        database.pointer,
        { id, list in
          guard let id, let list else { return 0 }
          list.assumingMemoryBound(to: [ObjectID].self).pointee.append(ObjectID(id.pointee))
          return 0
        },
        list
      )
    }
    try check("list the objects") { result }
    return found
  }
}

extension ObjectKind {
  /// The kind, unless it is a tag or something else that no merge makes.
  init?(_ type: git_object_t) {
    switch type {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    default: return nil
    }
  }
}
