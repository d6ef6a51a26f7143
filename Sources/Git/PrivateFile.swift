extension Repository {
  /// Reads a small file that opsgate keeps in the git directory that all worktrees share.
  ///
  /// - Parameter path: From that directory: `opsgate/trust`.
  /// - Returns: `nil` where there is none.
  /// - Throws: `.other` where it is there and cannot be read.
  public borrowing func privateFile(_ path: String) throws(GitError) -> [UInt8]? {
    let file = commonDirectory + path
    if let bytes = FileSystem.bytes(of: file) { return bytes }
    guard FileSystem.kind(of: file) == .nothing else {
      throw GitError(.other, "read \(file)", reason: "it is no file, or may not be read")
    }
    return nil
  }

  /// Writes such a file at one go: whoever reads it meets the old one or the new one.
  ///
  /// - Throws: `.other` where the disk will not have it.
  public borrowing func writePrivateFile(
    _ path: String,
    _ bytes: [UInt8]
  ) throws(GitError) {
    let file = commonDirectory + path
    let directory = String(file.prefix(through: file.lastIndex(of: "/") ?? file.startIndex))
    try FileSystem.makeDirectory(String(directory.dropLast()))
    try FileSystem.write(bytes, to: file + ".new")
    try FileSystem.move(file + ".new", to: file)
    FileSystem.synchronize(directory)
  }
}
