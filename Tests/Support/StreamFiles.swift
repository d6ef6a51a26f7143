import Foundation

/// The three files that stand in for a program's standard streams.
struct StreamFiles {
  let input: String
  let output: String
  let errors: String
  private let folder: URL

  init(input bytes: [UInt8]) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "opsgate-streams-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    input = folder.appending(path: "in").path
    output = folder.appending(path: "out").path
    errors = folder.appending(path: "err").path
    try Data(bytes).write(to: URL(filePath: input))
    try Data().write(to: URL(filePath: output))
    try Data().write(to: URL(filePath: errors))
  }

  /// Reads what was said and removes the files.
  func collect() throws -> (output: [UInt8], errors: [UInt8]) {
    let said = try (
      output: [UInt8](Data(contentsOf: URL(filePath: output))),
      errors: [UInt8](Data(contentsOf: URL(filePath: errors)))
    )
    try FileManager.default.removeItem(at: folder)
    return said
  }
}
