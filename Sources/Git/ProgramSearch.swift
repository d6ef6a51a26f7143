internal import FoundationEssentials

/// Finds programs as a shell does.
///
/// Subprocess would try each directory of the search path with a process of its own.
enum ProgramSearch {
  /// The path of a program.
  ///
  /// - Parameters:
  ///   - name: Without a slash.
  ///   - path: `PATH`, whose empty parts are the working directory (POSIX.1-2017, section 8.3).
  ///   - directory: The working directory.
  /// - Returns: `nil` where no directory of the search path has it.
  static func path(of name: String, on path: String, from directory: String) -> String? {
    path.split(separator: ":", omittingEmptySubsequences: false).lazy
      .map { $0.hasPrefix("/") ? "\($0)/\(name)" : "\(directory)/\($0)/\(name)" }
      .first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
      && FileManager.default.isExecutableFile(atPath: path)
  }
}
