import Foundation

/// Gives the body an empty folder of its own and removes it at the end, also after an error.
public func withScratch<Answer>(_ body: (Folder) throws -> Answer) throws -> Answer {
  let scratch = try makeScratch()
  defer { removeScratch(scratch) }
  return try body(scratch)
}

/// Gives the body an empty folder of its own and removes it at the end, also after an error.
public func withScratch<Answer>(_ body: (Folder) async throws -> Answer) async throws -> Answer {
  let scratch = try makeScratch()
  defer { removeScratch(scratch) }
  return try await body(scratch)
}

private func makeScratch() throws -> Folder {
  // Resolved, since git prints real paths and tests compare them.
  let place = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    .appending(path: "opsgate-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
  return Folder(path: place.path)
}

private func removeScratch(_ scratch: Folder) {
  // A folder that stays behind is untidy, but it must not turn a test's own error into another.
  try? FileManager.default.removeItem(atPath: scratch.path)
}
