import Git
import OpsTestSupport
import Pointers

@testable import History

/// What the engine reads of a repository that a test has made.
func readTimeline(
  _ git: GitFolder,
  _ layout: Layout,
  _ revision: String = "HEAD"
) throws -> Timeline {
  let repository = try Repository(discovering: git.path, environment: [:])
  return try Timeline.read(
    repository,
    head: try repository.resolve(revision),
    layout: layout
  )
}

/// `api prod v1→v2 promotion`, with marks behind it.
func words(_ moves: some Sequence<Move>) -> [String] {
  moves.map { move in
    let marks = [
      move.downgrade ? "downgrade" : nil, move.skipped ? "skipped" : nil,
      move.unlabelled ? "unlabelled" : nil, move.isCertain ? nil : "uncertain",
    ]
    let step = "\(move.from ?? "-")→\(move.to ?? "-")"
    return ([move.service, move.environment, step, "\(move.kind)"] + marks.compactMap(\.self))
      .joined(separator: " ")
  }
}

/// Writes one pointer's file: `api/prod`.
func point(_ git: GitFolder, _ place: String, _ tag: String) throws {
  try git.write("apps/\(place).yaml", "# pointer\ntag: \(tag)\n")
}

/// One service in all three environments at v1.
func startStory(_ scratch: Folder) throws -> GitFolder {
  let git = try GitFolder.make(at: scratch)
  for environment in ["dev", "staging", "prod"] { try point(git, "api/\(environment)", "v1") }
  try git.commit("Start")
  return git
}
