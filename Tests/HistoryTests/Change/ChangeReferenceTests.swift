import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// The records of changes beside the plain telling.
@Suite
struct ChangeReferenceTests {
  @Test(arguments: 1...300)
  func tellsWhatThePlainTellingTells(seed: UInt64) async throws {
    try await withScratch { scratch in
      let git = try RandomHistory.make(seed: seed, commits: 36, at: scratch)
      let program = GitProgram(directory: git.path, environment: git.environment)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let head = try repository.resolve("main")
      let layout = try TestLayout.mixed()
      var plain = try PlainChanges(repository, head: head, layout: layout)
      let told = try await EnvironmentChange.readEach(
        repository,
        of: plain.commits.reversed(),
        layout: layout,
        with: program
      )
      var records = 0
      for (index, changes) in zip(plain.commits.indices, told.reversed()) {
        let words = plain.words(of: index)
        records += words.count
        #expect(words == changes.flatMap(\.plainWords).sorted())
      }
      #expect(records > 10)
      let last = try await EnvironmentChange.read(
        repository,
        of: plain.commits[plain.commits.count / 2],
        mainline: head,
        layout: layout,
        with: program
      )
      #expect(last == told[plain.commits.count - 1 - plain.commits.count / 2])
      try await checkBranches(git, repository, head, &plain, layout, program)
    }
  }

  /// What each branch would do is what lands where stock git merges it.
  private func checkBranches(
    _ git: GitFolder,
    _ repository: borrowing Repository,
    _ head: ObjectID,
    _ plain: inout PlainChanges,
    _ layout: Layout,
    _ program: GitProgram
  ) async throws {
    let branches = try git.git("for-each-ref", "--format=%(objectname)", "--no-merged=main")
      .split(separator: "\n").prefix(4)
    for branch in branches {
      let id = try #require(ObjectID(hex: String(branch)))
      let changes = try await EnvironmentChange.read(
        repository,
        of: id,
        mainline: head,
        layout: layout,
        with: program
      )
      let bases = try git.git("merge-base", "--all", "main", String(branch)).split(separator: "\n")
      // Of several bases git's own command would first merge those.
      guard bases.count == 1 else { continue }
      let merged = try git.run(["merge-tree", "--write-tree", "main", String(branch)])
      guard merged.status == 0, let tree = ObjectID(hex: String(merged.stdout.prefix(40))) else {
        #expect(changes.allSatisfy { $0.gaps.contains { $0.kind == .conflict } })
        continue
      }
      // Git wrote the tree after the repository was opened.
      let fresh = try Repository(discovering: git.path, environment: [:])
      let words = try plain.words(ofLanding: tree, in: fresh)
      #expect(words == changes.flatMap(\.plainWords).sorted())
      #expect(changes.allSatisfy { change in !change.gaps.contains { $0.kind == .conflict } })
    }
  }
}
