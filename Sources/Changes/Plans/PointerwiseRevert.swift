internal import Git
internal import Pointers

/// Decides pointer by pointer what undoing a commit means now.
struct PointerwiseRevert {
  let step: RevertStep
  /// The pointers as they stand now.
  let table: PointerTable
  /// The paths that git's merge could not join.
  let conflicts: [String]

  /// What each pointer shall hold: what stood there before the commit, where it still holds what
  /// the commit set; pointers that are back already are left out.
  ///
  /// - Throws: `ChangeRefusal.conflict` where any was moved since, or cannot be set back;
  ///   `.unreadable` where a file is.
  func values(_ keys: [PointerKey]) throws(ChangeRefusal) -> [PointerKey: PointerValue] {
    var values: [PointerKey: PointerValue] = [:]
    var moved: [MovedPointer] = []
    for key in keys {
      let old = try Self.known(key, in: step.before)
      let set = try Self.known(key, in: step.after)
      let now = try Self.known(key, in: table)
      if now?.value == old?.value { continue }
      if let old, set != nil, now?.value == set?.value {
        values[key] = old.value
      } else {
        moved.append(
          MovedPointer(
            key: key,
            path: (now ?? set ?? old)?.place.path ?? "",
            set: set?.tag,
            now: now?.tag,
            obstacle: now?.value != set?.value ? .movedSince : old == nil ? .added : .removed
          )
        )
      }
    }
    guard moved.isEmpty, !(keys.isEmpty && !conflicts.isEmpty) else {
      throw .conflict(RevertConflict(commit: step.commit.id, paths: conflicts, pointers: moved))
    }
    return values
  }

  /// The pointer, or `nil` where there is none.
  ///
  /// - Throws: `.unreadable` where a file that may hold it cannot be read.
  private static func known(
    _ key: PointerKey,
    in table: PointerTable
  ) throws(ChangeRefusal) -> Pointer? {
    switch table.state(of: key) {
    case .present(let pointer): return pointer
    case .absent: return nil
    case .unknown(let mistake): throw .unreadable(key, mistake)
    }
  }
}
