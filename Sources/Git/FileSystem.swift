internal import FoundationEssentials

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The few things that are done to files by their paths; symbolic links are never followed.
enum FileSystem {
  /// What stands at a path.
  enum Kind: Equatable { case nothing, file(isExecutable: Bool), symlink, directory, other }

  static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }

  static func kind(of path: String) -> Kind {
    guard let status = status(of: path) else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(isExecutable: status.st_mode & S_IXUSR != 0)
    case S_IFLNK: return .symlink
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  static func isSame(_ one: String, _ other: String) -> Bool {
    guard let left = status(of: one), let right = status(of: other) else { return false }
    return left.st_ino == right.st_ino && left.st_dev == right.st_dev
  }

  static func bytes(of path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  static func text(of path: String) -> String? {
    bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  static func target(ofLink path: String) -> [UInt8]? {
    var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = target.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { readlink(path, $0, text.count) } ?? 0
      }
    }
    target.removeLast(target.count - max(0, count))
    return target.isEmpty ? nil : target
  }

  static func makeDirectory(_ path: String) throws(GitError) {
    guard mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw .system("make the directory \(path)")
  }

  /// Moves a file over another at one go; across file systems by a copy beside the target.
  static func move(_ source: String, to target: String) throws(GitError) {
    guard rename(source, target) != 0 else { return }
    guard errno == EXDEV else { throw .system("write \(target)") }
    let beside = target + ".opsgate"
    if let link = self.target(ofLink: source) {
      try makeLink(beside, to: link)
    } else if case .file(let isExecutable) = kind(of: source), let bytes = bytes(of: source) {
      try write(bytes, to: beside, isExecutable: isExecutable)
    }
    guard rename(beside, target) == 0 else { throw .system("write \(target)") }
    remove(source)
  }

  /// Another name for the same file.
  ///
  /// - Returns: Whether the name was free.
  /// - Throws: `.other` when the disk will not have it.
  static func link(_ path: String, as name: String) throws(GitError) -> Bool {
    if Self.hardLink(path, name) == 0 { return true }
    guard errno == EEXIST else { throw .system("make \(name)") }
    return false
  }

  private static func hardLink(_ path: String, _ name: String) -> Int32 {
    #if canImport(Glibc)
    Glibc.link(path, name)
    #else
    Darwin.link(path, name)
    #endif
  }

  /// Removes a file; that it is gone already is as good.
  static func remove(_ path: String) { unlink(path) }

  /// Removes a directory where it is empty.
  ///
  /// - Returns: Whether it was.
  static func removeDirectory(_ path: String) -> Bool { rmdir(path) == 0 }

  static func makeLink(_ path: String, to target: [UInt8]) throws(GitError) {
    remove(path)
    let text = target.map { CChar(bitPattern: $0) } + [0]
    guard symlink(text, path) == 0 else { throw .system("make the link \(path)") }
  }

  /// Writes a new file, down to the plates of the disk unless that can wait.
  static func write(
    _ bytes: [UInt8],
    to path: String,
    isExecutable: Bool = false,
    isDurable: Bool = true
  ) throws(GitError) {
    remove(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isExecutable ? 0o777 : 0o666)
    guard file >= 0 else { throw .system("write \(path)") }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(file, $0) }
      guard written > 0 else { throw .system("write \(path)") }
      rest = rest.dropFirst(written)
    }
    guard !isDurable || fsync(file) == 0 else { throw .system("write \(path)") }
  }

  private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
    Glibc.write(file, bytes.baseAddress, bytes.count)
    #else
    Darwin.write(file, bytes.baseAddress, bytes.count)
    #endif
  }

  /// Sends what was written to a file or directory to the plates; where that cannot be done, the
  /// system's own time is soon enough.
  static func synchronize(_ path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    fsync(file)
    close(file)
  }
}

extension GitError {
  /// What the system said last.
  static func system(_ operation: String) -> GitError {
    GitError(.other, operation, reason: String(cString: strerror(errno)))
  }
}
