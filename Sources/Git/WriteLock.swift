#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Keeps two runs of opsgate from writing to one worktree at once.
///
/// The system lets go of it when the process ends, however it ends: who holds it may be sure that
/// whatever stands in the journal was left behind by somebody who is no more.
struct WriteLock: ~Copyable {
  private let file: Int32

  /// Waits for the lock.
  ///
  /// - Parameter directory: Where the lock file is, made if missing.
  /// - Throws: `.locked` when another run held it for half a minute.
  init(in directory: String) throws(GitError) {
    try FileSystem.makeDirectory(directory)
    file = try Self.locked(directory + "/lock")
  }

  private static func locked(_ path: String) throws(GitError) -> Int32 {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .system("write to the repository (\(path))") }
    for _ in 0..<attempts {
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return file }
      usleep(pause)
    }
    close(file)
    throw GitError(
      .locked,
      "write to the repository",
      reason: "another opsgate has been writing to it for half a minute",
      hint: "see what it waits for (a key's passphrase?), then run this again"
    )
  }

  private static let attempts = 3000
  /// Microseconds.
  private static let pause: UInt32 = 10_000

  deinit { close(file) }
}
