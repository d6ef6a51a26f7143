internal import Clibgit2

/// Sole owner of one libgit2 object; frees it when it goes out of scope.
struct Handle: ~Copyable {
  let pointer: OpaquePointer
  private let free: (OpaquePointer?) -> Void

  init(
    _ operation: @autoclosure () -> String,
    free: @escaping (OpaquePointer?) -> Void,
    open: (inout OpaquePointer?) -> Int32
  ) throws(GitError) {
    var opened: OpaquePointer?
    try check(operation()) { open(&opened) }
    guard let opened else {
      throw GitError(.other, operation(), reason: "libgit2 gave no object and no reason")
    }
    pointer = opened
    self.free = free
  }

  deinit { free(pointer) }
}

/// The library itself: started once for the whole process, never shut down.
enum Library {
  static let isStarted: Bool = {
    guard git_libgit2_init() > 0 else { return false }
    // Hashing every object again on reading costs more than reading it; what a verdict rests on
    // is hashed again by the caller that needs it.
    _ = opsgate_git_set_flag(Int32(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION.rawValue), 0)
    // So does looking into libgit2's own object cache: `TreeFollower` remembers what is asked again.
    _ = opsgate_git_set_flag(Int32(GIT_OPT_ENABLE_CACHING.rawValue), 0)
    // Mapped pieces of packs count as memory; unlimited, a whole pack would stay mapped.
    _ = opsgate_git_set_size(Int32(GIT_OPT_SET_MWINDOW_SIZE.rawValue), 16 << 20)
    _ = opsgate_git_set_size(Int32(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT.rawValue), 96 << 20)
    return true
  }()
}

/// Whether objects are what their ids say.
public enum ObjectHashing {
  /// Has every object that is read from now on hashed again, in the whole process.
  ///
  /// For verdicts: what one rests on must be what was signed, also where a disk or a hand has changed the object's bytes. One
  /// that is not is `.corrupt`.
  public static func begin() {
    guard Library.isStarted else { return }
    _ = opsgate_git_set_flag(Int32(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION.rawValue), 1)
  }
}
