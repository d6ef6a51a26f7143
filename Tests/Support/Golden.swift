import Foundation
public import Testing

/// Compares a text with `Fixtures/Golden/<test file>/<name>`, whole.
///
/// A missing file is written and the test fails, so that somebody reads it; `RECORD_GOLDEN=1`
/// writes every file anew.
public func expectGolden(
  _ actual: String,
  _ name: String,
  filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = goldenFile(name, beside: filePath)
  let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil
  guard !isRecording, FileManager.default.fileExists(atPath: file.path) else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(actual.utf8).write(to: file)
    guard !isRecording else { return }
    Issue.record(
      "\(name) was missing and has been written; read it, then run again",
      sourceLocation: sourceLocation
    )
    return
  }
  let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  expectSameText(actual, expected, sourceLocation: sourceLocation)
}

/// Expects two texts to be the same, and shows the lines that differ where they are not.
public func expectSameText(
  _ actual: String,
  _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual != expected else { return }
  let difference = lineDifference(from: expected, to: actual)
  Issue.record(
    "the text differs (-: expected, +: actual)\n\(difference)",
    sourceLocation: sourceLocation
  )
}

/// The lines that went (`-12: text`) and came (`+12: text`), by line number.
public func lineDifference(from old: String, to new: String) -> String {
  let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
  var rows: [(line: Int, order: Int, text: String)] = []
  for change in lines(new).difference(from: lines(old)) {
    switch change {
    case .remove(let offset, let line, _): rows.append((offset, 0, "-\(offset + 1): \(line)"))
    case .insert(let offset, let line, _): rows.append((offset, 1, "+\(offset + 1): \(line)"))
    }
  }
  return rows.sorted { ($0.line, $0.order) < ($1.line, $1.order) }.map(\.text)
    .joined(separator: "\n")
}

private func goldenFile(_ name: String, beside filePath: String) -> URL {
  let suite = URL(filePath: filePath).deletingPathExtension().lastPathComponent
  return packageFolder(above: filePath).url.appending(path: "Fixtures/Golden/\(suite)/\(name)")
}

/// The folder of `Package.swift`, found from a source file in it.
public func packageFolder(above filePath: String = #filePath) -> Folder {
  var folder = URL(filePath: filePath).deletingLastPathComponent()
  while folder.path != "/",
    !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
  {
    folder.deleteLastPathComponent()
  }
  return Folder(path: folder.path)
}
