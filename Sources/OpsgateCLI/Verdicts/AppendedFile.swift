#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that grows: other steps have written to it.
enum AppendedFile {
  /// What the system said.
  struct Failed: Error {
    let reason: String
  }

  /// - Throws: `Failed` where not all of it could be written.
  static func append(_ bytes: [UInt8], to path: String) throws(Failed) {
    let file = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Failed(reason: lastWords) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Failed(reason: lastWords) }
      rest = rest.dropFirst(written)
    }
  }

  private static var lastWords: String { unsafe String(cString: strerror(errno)) }
}
