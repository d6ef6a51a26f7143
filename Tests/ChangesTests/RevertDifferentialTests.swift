import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

/// Random histories of an ops repo, random reverts: what git can do is done as git does it, and what
/// git cannot do moves pointers back and touches nothing else.
@Suite
struct RevertDifferentialTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func revertsAsGitOrPointerByPointer(seed: UInt64) async throws {
    try await withScratch { scratch in
      var history = OpsHistory(world: try CommonWorld.make(at: scratch), seed: seed)
      try history.write(commits: 14)
      for _ in 1...6 {
        let (revisions, mainline) = try history.choice()
        try await check(history.world, revisions, mainline: mainline)
      }
    }
  }

  private func check(_ world: CommonWorld, _ revisions: [String], mainline: Int?) async throws {
    let start = try world.git.head()
    let plan = await planned(world, revisions, mainline: mainline)
    let options = mainline.map { ["-m", String($0)] } ?? []
    let stock = try world.git.run(["revert", "--no-edit"] + options + revisions)
    if stock.status == 0 {
      let written = try GitReverts(since: start, in: world.git)
      let commits = try #require(plan).commits
      #expect(commits.map(\.tree.hex) == written.trees)
      #expect(zip(commits, written.messages).allSatisfy { $0.message.isGits($1) })
    } else {
      if stock.stdout.contains("nothing to commit"), revisions.count == 1 {
        #expect(plan?.isEmpty == true)
      }
      // There is nothing to quit where git found nothing to commit.
      _ = try world.git.run(["revert", "--quit"])
      try world.git.git("reset", "--quiet", "--hard", start)
      if let plan { try checkPointerwise(plan, world) }
    }
    try world.git.git("reset", "--quiet", "--hard", start)
  }

  /// The plan, or `nil` where the revert conflicts.
  private func planned(_ world: CommonWorld, _ revisions: [String], mainline: Int?) async -> Plan? {
    do {
      let repository = try world.world.open()
      let commits = try await repository.revertSequence(revisions, with: world.program)
      let plan = try await Revert(commits, mainlineParent: mainline).plan(
        on: "refs/heads/main",
        at: try repository.resolve("main"),
        in: repository,
        layout: world.layout,
        git: world.program
      )
      try repository.keepObjects()
      return plan
    } catch ChangeRefusal.conflict {
      return nil
    } catch {
      Issue.record(error)
      return nil
    }
  }

  /// Each commit is git's own, or changes nothing but the tags of its moves.
  private func checkPointerwise(_ plan: Plan, _ world: CommonWorld) throws {
    var before = try world.git.git("rev-parse", "HEAD^{tree}")
    for commit in plan.commits {
      defer { before = commit.tree.hex }
      guard commit.message.contains("Only the pointers") else { continue }
      let lines = try world.git.git("diff", "--unified=0", "--no-color", before, commit.tree.hex)
        .split(separator: "\n").filter { $0.hasPrefix("+ ") || $0.hasPrefix("- ") }
      #expect(lines.count == 2 * commit.moves.count)
      for move in commit.moves {
        #expect(lines.contains { $0.hasPrefix("-  tag: \(move.from ?? "") #") })
        #expect(lines.contains { $0.hasPrefix("+  tag: \(move.to ?? "") #") })
      }
    }
  }
}

/// Commits of every kind, the same ones for the same seed.
private struct OpsHistory {
  let world: CommonWorld
  private var random: SeededGenerator
  private var number = 0

  init(world: CommonWorld, seed: UInt64) {
    self.world = world
    random = SeededGenerator(seed: seed)
  }

  mutating func write(commits: Int) throws {
    for _ in 0..<commits { try step() }
  }

  private mutating func step() throws {
    number += 1
    switch Int.random(in: 0..<8, using: &random) {
    case 0: try merge()
    case 1: try revert()
    case 2, 3: try edit(replicas: Bool.random(using: &random))
    default: try point()
    }
  }

  private mutating func file() -> String {
    let service = ["api", "web"].randomElement(using: &random) ?? "api"
    let environment = ["staging", "production"].randomElement(using: &random) ?? "staging"
    return world.ops.file(service, environment)
  }

  private mutating func point() throws {
    let file = file()
    let tag = "v\(Int.random(in: 1...4, using: &random))"
    let text = try world.ops.folder.text(file)
    try world.git.write(file, text.replacing(#/tag: [^ ]+/#, with: "tag: \(tag)"))
    if Bool.random(using: &random) { try world.git.write("README", "\(number)\n") }
    try world.git.commit("Set \(file) to \(tag)")
  }

  private mutating func edit(replicas: Bool) throws {
    let file = file()
    let text = try world.ops.folder.text(file)
    let edited =
      replicas
      ? text.replacing(#/replicas: \d+/#, with: "replicas: \(number)") : text + "# \(number)\n"
    try world.git.write(file, edited)
    try world.git.commit("Edit \(number)\n\nwith a body")
  }

  private mutating func merge() throws {
    try world.git.branch("side-\(number)")
    try point()
    try world.git.go(to: "main")
    try world.git.write("notes/\(number)", "x\n")
    try world.git.commit("Meanwhile")
    try world.git.merge("side-\(number)", message: "Merge side-\(number)")
  }

  private mutating func revert() throws {
    let run = try world.git.run(["revert", "--no-edit", "HEAD"])
    guard run.status != 0 else { return }
    // Of a merge, or with nothing left: git says so, and there is nothing to abort or there is.
    _ = try world.git.run(["revert", "--abort"])
    try point()
  }

  /// What to revert: a merge by itself, else one commit, several, or a range without merges.
  mutating func choice() throws -> ([String], Int?) {
    let merges = try world.git.git("rev-list", "--first-parent", "--merges", "main").lines
    let plain = try world.git.git("rev-list", "--first-parent", "--no-merges", "main").lines
      .dropLast()
    if Bool.random(using: &random), let merge = merges.randomElement(using: &random) {
      return ([merge], 1)
    }
    let count = Int.random(in: 1...3, using: &random)
    let start = Int.random(in: 0..<plain.count - 3, using: &random)
    return (Array(plain[start..<start + count]), nil)
  }
}

/// What stock `git revert` wrote, oldest first.
private struct GitReverts {
  let trees: [String]
  let messages: [String]

  init(since start: String, in git: GitFolder) throws {
    let range = "\(start)..HEAD"
    trees = try git.git("log", "--reverse", "--format=%T", range).lines
    messages = try git.git("log", "--reverse", "--format=%B%x00", range)
      .split(separator: "\0\n").map { String($0.replacing("\0", with: "")) }
  }
}

extension String {
  fileprivate var lines: [String] { split(separator: "\n").map(String.init) }
}
