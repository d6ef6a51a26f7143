import Foundation
import GRDB
import OpsTestSupport
import Testing

@testable import History

/// Files that are no index, or not any more.
struct HistoryIndexTests {
  private func failure(at file: String, mayWrite: Bool = true) -> HistoryIndex.Failure? {
    do throws(HistoryIndex.Failure) {
      _ = try HistoryIndex(at: file, mayWrite: mayWrite).summary()
      return nil
    } catch {
      return error
    }
  }

  private func isDamaged(_ failure: HistoryIndex.Failure?) -> Bool {
    if case .damaged = failure { true } else { false }
  }

  @Test
  func anEmptyFileBecomesOne() throws {
    try withScratch { scratch in
      try scratch.write("index", "")
      #expect(failure(at: scratch.path("index")) == nil)
    }
  }

  @Test
  func whatIsNoDatabaseIsDamaged() throws {
    try withScratch { scratch in
      try scratch.write("index", String(repeating: "not a database\n", count: 500))
      #expect(isDamaged(failure(at: scratch.path("index"))))
    }
  }

  @Test
  func anotherProgramsDatabaseIsDamaged() throws {
    try withScratch { scratch in
      let script =
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('create table t(a)')"
      try Shell.run("python3", ["-c", script, scratch.path("index")]).checked()
      #expect(
        failure(at: scratch.path("index")) == .damaged(reason: "it is another program's database")
      )
    }
  }

  @Test
  func anotherVersionIsDamaged() throws {
    try withScratch { scratch in
      let path = scratch.path("index")
      _ = try HistoryIndex(at: path, mayWrite: true)
      let script =
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('pragma user_version = 9')"
      try Shell.run("python3", ["-c", script, path]).checked()
      #expect(failure(at: path) == .damaged(reason: "it has version 9, and this is 1"))
    }
  }

  @Test
  func whatCannotBeOpenedIsNoDamage() throws {
    try withScratch { scratch in
      let folder = try scratch.folder("index")
      guard case .unavailable = failure(at: folder.path) else {
        Issue.record("\(String(describing: failure(at: folder.path)))")
        return
      }
      #expect(failure(at: scratch.path("missing"), mayWrite: false) != nil)
      #expect(!FileManager.default.fileExists(atPath: scratch.path("missing")))
    }
  }

  @Test
  func itIsRemovedWhole() throws {
    try withScratch { scratch in
      let path = scratch.path("index")
      _ = try HistoryIndex(at: path, mayWrite: true)
      try scratch.write("index-journal", "left by a crash")
      #expect(try HistoryIndex.remove(path) && !HistoryIndex.remove(path))
      #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
    }
  }

  @Test
  func oneThatIsWrittenToIsNotRemoved() throws {
    try withScratch { scratch in
      let path = scratch.path("index")
      let index = try HistoryIndex(at: path, mayWrite: true)
      let refusal = try index.queue.inDatabase { database in
        var refusal: HistoryIndex.Failure?
        try database.inTransaction(.immediate) {
          refusal = failure { () throws(HistoryIndex.Failure) in
            _ = try HistoryIndex.remove(path)
          }
          return .rollback
        }
        return refusal
      }
      guard case .unavailable = refusal else {
        Issue.record("it was taken away from somebody who writes")
        return
      }
      #expect(try HistoryIndex.remove(path))
    }
  }

  private func failure(
    _ body: () throws(HistoryIndex.Failure) -> Void
  ) -> HistoryIndex.Failure? {
    do throws(HistoryIndex.Failure) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}
