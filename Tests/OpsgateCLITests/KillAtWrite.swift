import Foundation
import OpsTestSupport

/// Kills opsgate and the programs that it runs at the first, second, third … system call that writes.
struct KillAtWrite {
  /// Which call it is, from 1; the kernel counts for each thread and each child.
  let count: Int
  /// A file for what was traced.
  let log: String

  static let isPossible = (try? Shell.run("strace", ["-qq", "true"]).status) == 0

  private static let calls =
    "write,pwrite64,writev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,"
    + "mkdirat,symlink,symlinkat,ftruncate,fsync,fdatasync,chmod,fchmod,fchmodat,sendfile"

  /// True where a process was killed, and false where none wrote so often.
  func isHit(
    by arguments: [String],
    in victim: GitFolder,
    environment: [String: String] = [:]
  ) throws -> Bool {
    _ = try victim.run(
      through: [
        "strace", "-f", "-qq", "-o", log, "-e", "trace=\(Self.calls)",
        "-e", "inject=\(Self.calls):signal=SIGKILL:when=\(count)",
      ],
      opsgate: arguments,
      environment: environment
    )
    return try String(contentsOfFile: log, encoding: .utf8).contains("killed by SIGKILL")
  }
}
