internal import FoundationEssentials

#if canImport(System)
internal import System
#else
internal import SystemPackage
#endif

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// Files that nobody else may read, and that do not outlive their use.
enum TemporaryFile {
  /// An open file that has no name any more, to be read from its start.
  static func unnamed(holding bytes: [UInt8]) throws -> FileDescriptor {
    var template = Array("\(directory)/opsgate-XXXXXX".utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else { throw Errno(rawValue: errno) }
    unlink(template)
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    let file = FileDescriptor(rawValue: opened)
    do {
      try file.writeAll(bytes)
      try file.seek(offset: 0, from: .start)
    } catch {
      // The disk is full or broken: that is the error to report, not what closing says.
      try? file.close()
      throw error
    }
    return file
  }

  /// Where the system keeps such files.
  static var directory: String {
    let path = FileManager.default.temporaryDirectory.path(percentEncoded: false)
    return path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

/// A directory that only this user may enter; it goes, with all that is in it, when this does.
struct TemporaryDirectory: ~Copyable, Sendable {
  let path: String

  /// Makes the directory.
  ///
  /// - Throws: `.other` when the disk will not have it.
  init(for purpose: String) throws(GitError) {
    var template = Array("\(TemporaryFile.directory)/opsgate-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw GitError(
        .other,
        purpose,
        reason: "no directory can be made in \(TemporaryFile.directory): \(Errno(rawValue: errno))"
      )
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes a file that only this user may read; returns its path.
  ///
  /// - Throws: `.other` when it cannot be written.
  func write(_ name: String, _ bytes: [UInt8]) throws(GitError) -> String {
    let file = "\(path)/\(name)"
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(file),
        .writeOnly,
        options: [.create, .exclusiveCreate],
        permissions: [.ownerReadWrite]
      )
      try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
    } catch {
      throw GitError(.other, "write the temporary file \(file)", reason: "\(error)")
    }
    return file
  }

  /// Makes a directory inside, with those above it.
  ///
  /// - Throws: `.other` when it cannot be made.
  func makeDirectory(_ name: String) throws(GitError) {
    do {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)",
        withIntermediateDirectories: true
      )
    } catch {
      throw GitError(.other, "make the temporary directory \(path)/\(name)", reason: "\(error)")
    }
  }

  deinit {
    // It lies in the system's own place for such things: what cannot be removed now will be later.
    try? FileManager.default.removeItem(atPath: path)
  }
}
