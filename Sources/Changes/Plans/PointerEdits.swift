internal import Git
internal import Pointers

/// Puts tags into a tree, and nothing else.
struct PointerEdits {
  let layout: Layout
  /// All pointers of the tree that is edited.
  let table: PointerTable
  /// What each pointer shall hold.
  let values: [PointerKey: PointerValue]

  /// The pointers that are to move, in the order of a report.
  private var keys: [PointerKey] { values.keys.sorted() }

  /// The moves that the values amount to; pointers that hold them already are left out.
  ///
  /// - Throws: `ChangeRefusal` where a pointer is not there or not known.
  func moves() throws(ChangeRefusal) -> [PlannedMove] {
    var moves: [PlannedMove] = []
    for key in keys {
      guard let value = values[key] else { continue }
      let pointer = try table.pointer(key)
      // Copies that disagree are moved also where the first of them holds the tag already.
      guard pointer.value != value || !pointer.disagreement.isEmpty else { continue }
      moves.append(
        PlannedMove(key: key, before: pointer.value, after: value, path: pointer.place.path)
      )
    }
    return moves
  }

  /// The tree with the moves made.
  ///
  /// - Throws: `ChangeRefusal` where that would change more than the pointers; `GitError`.
  func tree(
    moving moves: [PlannedMove],
    in base: ObjectID,
    of repository: borrowing Repository
  ) throws -> ObjectID {
    try checkSharing(moves)
    var edits: [TreeEdit] = []
    var after = table
    for (path, moves) in try movesByPath(moves) {
      guard let entry = try repository.entry(at: path, in: base) else { continue }
      let bytes = try edited(try repository.blob(entry.id), at: path, by: moves)
      edits.append(
        TreeEdit(path: path, change: .set(try repository.writeBlob(bytes), entry.mode))
      )
      after.update(path: path, contents: layout.read(path: path, mode: entry.mode, bytes: bytes))
    }
    try check(after, moves)
    return try repository.writeTree(replacing: edits, in: base)
  }

  private func movesByPath(
    _ moves: [PlannedMove]
  ) throws(ChangeRefusal) -> [(String, [PlannedMove])] {
    // By bytes: git tells paths apart that are one string to Swift (`é` in its two spellings).
    var paths: [[UInt8]: [PlannedMove]] = [:]
    for move in moves {
      for path in Set(try table.pointer(move.key).places.map { Array($0.path.utf8) }) {
        paths[path, default: []].append(move)
      }
    }
    return paths.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (String(decoding: $0.key, as: UTF8.self), $0.value) }
  }

  private func edited(
    _ bytes: [UInt8],
    at path: String,
    by moves: [PlannedMove]
  ) throws(ChangeRefusal) -> [UInt8] {
    var bytes = bytes
    for move in moves {
      guard let value = move.after else { continue }
      for place in try table.pointer(move.key).places
      where place.path.utf8.elementsEqual(path.utf8) {
        do throws(EditRefusal) {
          bytes = try layout.edit(bytes, at: place, to: value)
        } catch {
          throw .uneditable(move.key, path: path, error)
        }
      }
    }
    return bytes
  }

  /// A scalar that several pointers read may be edited only where all of them shall say the same.
  private func checkSharing(_ moves: [PlannedMove]) throws(ChangeRefusal) {
    for move in moves {
      for place in try table.pointer(move.key).places {
        let others = place.sharedWith.filter { values[$0] != move.after }
        guard others.isEmpty else {
          throw .shared(move.key, with: others, path: place.path, line: place.line)
        }
      }
    }
  }

  /// The pointers that were meant hold their tags, and no other pointer moved.
  private func check(_ after: PointerTable, _ moves: [PlannedMove]) throws(ChangeRefusal) {
    let meant = Set(moves.map(\.key))
    let others = Set(table.keys).union(after.keys).subtracting(meant).filter {
      table[$0]?.value != after[$0]?.value
    }
    guard others.isEmpty, let first = moves.first else {
      guard let first = moves.first else { return }
      throw .movesOthers(first.key, others: others.sorted())
    }
    for move in moves where after[move.key]?.tag != move.after?.tag {
      throw .movesOthers(first.key, others: [move.key])
    }
  }
}

extension PointerTable {
  /// The pointer, where it is there and known.
  func pointer(_ key: PointerKey) throws(ChangeRefusal) -> Pointer {
    switch state(of: key) {
    case .present(let pointer): return pointer
    case .absent: throw .noPointer(key)
    case .unknown(let mistake): throw .unreadable(key, mistake)
    }
  }
}
