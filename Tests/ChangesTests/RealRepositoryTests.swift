import Foundation
import Gate
import Git
import OpsTestSupport
import Pointers
import Testing

/// Every pointer of public ops repositories, edited once; with clones at hand only.
///
/// `OPSGATE_REAL_REPOS` names a folder with `<owner>+<name>/repo` for the policies in
/// `Fixtures/Policies`. Without it the test says that it was skipped.
@Suite
struct RealRepositoryTests {
  /// What became of the pointers of one repository.
  private struct Count {
    var edited = 0
    var refused: [String: Int] = [:]
    var damaged: [String] = []
  }

  @Test(arguments: ["v9.9.9-x", "1.10"])
  func editsEveryPointerAndNothingElse(tag: String) throws {
    guard let root = ProcessInfo.processInfo.environment["OPSGATE_REAL_REPOS"] else {
      return print("skipped: OPSGATE_REAL_REPOS names no folder with clones")
    }
    let policies = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Fixtures/Policies").standardizedFileURL
    var tried = 0
    for file in try FileManager.default.contentsOfDirectory(atPath: policies.path).sorted() {
      let clone = "\(root)/\(file.dropLast(".yaml".count))/repo"
      guard FileManager.default.fileExists(atPath: clone) else { continue }
      let text = try Data(contentsOf: policies.appending(path: file))
      let layout = try Policy.read(Array(text), path: file).layout
      let count = try edit(clone, layout, to: tag)
      print(
        "\(file): \(count.edited) edited, \(count.refused.values.reduce(0, +)) refused, "
          + "\(count.damaged.count) damaged with \(tag) \(count.refused)"
      )
      #expect(count.damaged == [])
      #expect(count.edited > 0)
      tried += 1
    }
    #expect(tried >= 5)
  }

  private func edit(_ clone: String, _ layout: Layout, to tag: String) throws -> Count {
    let repository = try Repository(discovering: clone, environment: [:])
    let tree = try repository.commit(repository.resolve("HEAD")).tree
    let table = try layout.table(of: tree, in: repository)
    var count = Count()
    for pointer in table.pointers {
      for place in pointer.places {
        let entry = try #require(try repository.entry(at: place.path, in: tree))
        let before = try repository.blob(entry.id)
        let value = PointerValue(tag: tag, companion: place.value.companion)
        let outcome = Result { () throws(EditRefusal) in
          try layout.edit(before, at: place, to: value)
        }
        switch outcome {
        case .failure(let refusal): count.refused[refusal.message, default: 0] += 1
        case .success(let after):
          count.edited += 1
          count.damaged += [harm(before, after, place, tag)].compactMap(\.self)
          var changed = table
          changed.update(
            path: place.path,
            contents: layout.read(path: place.path, mode: entry.mode, bytes: after)
          )
          count.damaged += [strangers(table, changed, pointer, place)].compactMap(\.self)
        }
      }
    }
    return count
  }

  /// Bytes that differ though they are none of the scalar's, by comparing both ends.
  private func harm(_ before: [UInt8], _ after: [UInt8], _ place: Place, _ tag: String) -> String? {
    let span = place.scalar.span
    let tail = before.count - span.upperBound
    guard after.prefix(span.lowerBound) == before.prefix(span.lowerBound),
      after.suffix(tail) == before.suffix(tail),
      String(decoding: after, as: UTF8.self).contains(tag)
    else { return "\(place.path):\(place.line)" }
    return nil
  }

  /// Pointers that moved though they do not read this scalar.
  private func strangers(
    _ before: PointerTable,
    _ after: PointerTable,
    _ pointer: Pointer,
    _ place: Place
  ) -> String? {
    let meant = Set(place.sharedWith + [pointer.key])
    let moved = Set(before.keys).union(after.keys).filter { before[$0]?.value != after[$0]?.value }
    let others = moved.subtracting(meant)
    return others.isEmpty ? nil : "\(place.path):\(place.line) moved \(others.sorted())"
  }
}
