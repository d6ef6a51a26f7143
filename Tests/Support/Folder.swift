public import Foundation

/// A folder on disk, with the few things that tests do to folders.
public struct Folder: Sendable, Hashable, CustomStringConvertible {
  /// Absolute, without symbolic links, without a slash at the end.
  public let path: String

  public init(path: String) { self.path = path }

  public var description: String { path }
  public var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

  /// Where something in the folder is; whether it is there does not matter.
  public func path(_ name: String) -> String { "\(path)/\(name)" }

  /// A folder in this one, made where it is missing.
  public func folder(_ name: String) throws -> Folder {
    try FileManager.default.createDirectory(
      atPath: path(name),
      withIntermediateDirectories: true
    )
    return Folder(path: path(name))
  }

  /// Writes a file and the folders on the way to it.
  public func write(_ name: String, _ text: String) throws {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes a file and the folders on the way to it.
  public func write(_ name: String, bytes: [UInt8]) throws {
    let file = URL(filePath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: file)
  }

  /// Writes a program that is run later.
  ///
  /// Another process writes it: a child that another test starts while this one holds the file open for writing would
  /// hold it too for a moment, and the system runs no program that somebody may still write to (ETXTBSY).
  public func writeProgram(_ name: String, _ text: String) throws {
    let folders = URL(filePath: path(name)).deletingLastPathComponent().path
    let script = #"mkdir -p "$1" && cat >"$0" && chmod 700 "$0""#
    try Shell.run("/bin/sh", ["-c", script, path(name), folders], input: Array(text.utf8)).checked()
  }

  public func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  public func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  public func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path(name))
  }

  public func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }
}
