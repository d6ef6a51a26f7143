internal import Clibgit2

extension Repository {
  /// In which order objects lie on the disk.
  ///
  /// Packs store most objects as what differs from others near them: who reads them one after another in this order
  /// unfolds each of those once, and not once for every object.
  ///
  /// - Parameter wanted: The objects that are asked about.
  /// - Returns: A number for each of them that is here; costs a look at every object of the repository.
  /// - Throws: `.other` where the object database cannot be listed.
  borrowing func diskOrder(of wanted: some Sequence<ObjectID>) throws(GitError) -> [ObjectID: Int] {
    let order = DiskOrder(wanted)
    let database = database.pointer
    try check("list the objects") {
      // libgit2 lists the objects of a pack by their places in it.
      git_odb_foreach(
        database,
        { id, order in
          guard let id, let order else { return 0 }
          Unmanaged<DiskOrder>.fromOpaque(order).takeUnretainedValue().see(ObjectID(id.pointee))
          return 0
        },
        Unmanaged.passUnretained(order).toOpaque()
      )
    }
    return order.numbers
  }
}

/// Numbers objects as they come by.
private final class DiskOrder {
  private var wanted: Set<ObjectID>
  private(set) var numbers: [ObjectID: Int] = [:]

  init(_ wanted: some Sequence<ObjectID>) { self.wanted = Set(wanted) }

  func see(_ id: ObjectID) {
    if wanted.remove(id) != nil { numbers[id] = numbers.count }
  }
}
