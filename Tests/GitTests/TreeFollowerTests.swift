import Git
import OpsTestSupport
import Testing

/// The remembered walk over trees, beside the plain comparison and beside broken repositories.
@Suite
struct TreeFollowerTests {
  private func tree(_ repository: borrowing Repository, _ revision: String) throws -> ObjectID {
    try repository.commit(repository.resolve(revision)).tree
  }

  private func commits(_ git: GitFolder) throws -> [String] {
    try git.git("rev-list", "--reverse", "HEAD").split(separator: "\n").map(String.init)
  }

  private func sorted(_ differences: [FileDifference]) -> [FileDifference] {
    differences.sorted { $0.path < $1.path }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func findsWhatThePlainComparisonFinds(seed: UInt64) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      var random = SeededGenerator(seed: seed)
      for number in 1...25 {
        try change(git, with: &random)
        try git.commit("Change \(number)")
      }
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let wanted: @Sendable (String) -> Bool = { seed.isMultiple(of: 2) || $0 != "b/c" }
      var follower = TreeFollower(descend: wanted)
      var last: ObjectID?
      // Jumping to and fro makes larger differences than neighbours have.
      let ids = try commits(git)
      for id in ids + ids.shuffled(using: &random) {
        let next = try tree(repository, id)
        let step = follower.advance(to: next, in: repository)
        let plain = try repository.difference(from: last, to: next, descend: wanted)
        #expect(sorted(step.differences) == sorted(plain))
        #expect(step.unreadable.isEmpty && step.readAgain.isEmpty)
        last = next
      }
    }
  }

  /// Writes or removes a few of few paths, some of which are files here and directories there.
  private func change(_ git: GitFolder, with random: inout SeededGenerator) throws {
    let paths = ["a", "a-", "a/x", "b", "b/c", "b/c/d", "b/c/e", "b0", "b.", "b/f", "long/er/name"]
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard let path = paths.randomElement(using: &random) else { return }
      if Bool.random(using: &random) {
        try git.git("rm", "-r", "-q", "-f", "--ignore-unmatch", "--", path)
        continue
      }
      try makeRoom(for: path, in: git)
      try git.write(path, "\(Int.random(in: 0...3, using: &random))\n")
      try git.git("add", "--all")
    }
  }

  private func makeRoom(for path: String, in git: GitFolder) throws {
    var parent = path
    while let slash = parent.lastIndex(of: "/") {
      parent = String(parent[..<slash])
      let kind = try git.git("ls-files", "--stage", "--", ":(literal)\(parent)")
      if kind.hasSuffix("\t\(parent)") { try git.git("rm", "-q", "-f", "--", parent) }
    }
    try git.git("rm", "-r", "-q", "-f", "--ignore-unmatch", "--", path)
  }

  /// Ten commits, each with its own trees; the object of `directory` in the sixth is lost.
  private func damaged(
    at scratch: Folder,
    directory: String
  ) throws -> (git: GitFolder, ids: [String]) {
    let git = try GitFolder.make(at: scratch)
    for number in 1...10 {
      try git.write("a/b/c", "\(number)\n")
      try git.write("other/file", "\(number)\n")
      try git.commit("Number \(number)")
    }
    let ids = try commits(git)
    let object = try git.git("rev-parse", "\(ids[5]):\(directory)")
    try git.remove(".git/objects/\(object.prefix(2))/\(object.dropFirst(2))")
    return (git, ids)
  }

  @Test(arguments: ["", "a", "a/b"])
  func namesADirectoryThatIsMissing(directory: String) throws {
    try withScratch { scratch in
      let (_, ids) = try damaged(at: scratch, directory: directory)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      var follower = TreeFollower { _ in true }
      var steps: [TreeFollower.Step] = []
      for id in ids {
        steps.append(follower.advance(to: try tree(repository, id), in: repository))
      }
      #expect(steps[5].unreadable.map(\.directory) == [directory])
      #expect(steps[5].unreadable.map(\.error.code) == [.missingObject])
      #expect(steps[5].differences.map(\.path) == (directory.isEmpty ? [] : ["other/file"]))
      #expect(steps[6].unreadable.isEmpty)
      #expect(steps[6].readAgain == [directory])
      // What was lost is skipped: the next difference is to what was seen last.
      let next = try #require(steps[6].differences.first { $0.path == "a/b/c" })
      #expect(next.before == steps[4].differences.first { $0.path == "a/b/c" }?.after)
      #expect(steps[7].differences.map(\.path).sorted() == ["a/b/c", "other/file"])
    }
  }

  @Test
  func asksOnceForEachDirectory() throws {
    try withScratch { scratch in
      let (_, ids) = try damaged(at: scratch, directory: "a")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let asked = Counter()
      var follower = TreeFollower { directory in
        asked.names.append(directory)
        return directory != "a"
      }
      for id in ids {
        let step = follower.advance(to: try tree(repository, id), in: repository)
        #expect(step.unreadable.isEmpty)
        #expect(step.differences.map(\.path) == ["other/file"])
      }
      #expect(asked.names == ["", "a", "other"])
    }
  }
}

private final class Counter {
  var names: [String] = []
}
