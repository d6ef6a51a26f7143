import FoundationEssentials
import Git
import History
import Pointers

extension Session {
  /// Shorter mainlines are read as fast as an index would be.
  private static let worthKeeping = 1_000

  /// Where this repository's index is, or would be.
  var indexFile: String { repository.commonDirectory + HistoryIndex.path }

  /// The history up to a commit by the repository's own policies, from the index where there is one.
  ///
  /// - Parameters:
  ///   - view: The commit.
  ///   - keys: The pointers that are needed; `nil` for all.
  ///   - makesAny: Whether an index is made also where it is worth little.
  ///   - progress: Called now and then.
  /// - Returns: The timeline.
  /// - Throws: `GitError`.
  func indexedTimeline(
    of view: View,
    only keys: Set<PointerKey>?,
    makesAny: Bool = false,
    progress: (HistoryProgress) -> Void
  ) throws -> Timeline {
    do {
      return try read(by: openIndex(mayMake: false), view, keys, makesAny, progress)
    } catch let failure as HistoryIndex.Failure {
      setAside(failure)
      return try read(by: nil, view, keys, makesAny, progress)
    }
  }

  private func read(
    by index: HistoryIndex?,
    _ view: View,
    _ keys: Set<PointerKey>?,
    _ makesAny: Bool,
    _ progress: (HistoryProgress) -> Void
  ) throws -> Timeline {
    try Timeline.read(
      by: index,
      orMaking: { $0 >= Self.worthKeeping || makesAny ? openIndex(mayMake: true) : nil },
      repository,
      head: view.id,
      layout: view.layout,
      versions: PolicyFile.versions,
      only: keys,
      isTip: !view.isChosen && !view.isPastMistakes,
      progress: progress
    )
  }

  /// - Parameter mayMake: Whether one that is not there is made.
  /// - Returns: `nil` where there is none, or none that is of use.
  private func openIndex(mayMake: Bool) -> HistoryIndex? {
    let exists = FileManager.default.fileExists(atPath: indexFile)
    guard exists || mayMake else { return nil }
    do {
      if !exists { try makeIndexFolder() }
      return try HistoryIndex(at: indexFile, mayWrite: true)
    } catch let failure as HistoryIndex.Failure {
      setAside(failure)
      // Where this one cannot be had either, it goes without.
      return mayMake ? try? HistoryIndex(at: indexFile, mayWrite: true) : nil
    } catch {
      // Where nothing may be written, it goes without.
      return nil
    }
  }

  private func makeIndexFolder() throws {
    let folder = indexFile.dropLast(HistoryIndex.path.count) + "opsgate"
    try FileManager.default.createDirectory(
      atPath: String(folder),
      withIntermediateDirectories: true
    )
  }

  /// Takes away a file that is no index; one that somebody else is using stays.
  private func setAside(_ failure: HistoryIndex.Failure) {
    guard case .damaged(let reason) = failure else { return }
    console.note(
      .init(
        message: "the history is read without its index, which is of no use: \(reason)",
        hints: []
      )
    )
    // One that cannot be deleted is of no use the next time either, and is told again.
    _ = try? HistoryIndex.remove(indexFile)
  }
}
