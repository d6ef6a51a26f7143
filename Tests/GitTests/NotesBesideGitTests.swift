import OpsTestSupport
import Testing

@testable import Git

/// Notes that opsgate and stock git change in turn.
@Suite
struct NotesBesideGitTests {
  private static let other = "refs/notes/other"

  @Test(arguments: 0..<NotesWorld.seeds as Range<UInt64>)
  func readsWhateverEitherWrote(seed: UInt64) async throws {
    try await withScratch { scratch in
      let world = try NotesWorld(at: scratch)
      var turns = try Turns(world, seed: seed)
      let kept = try turns.nonNotes()
      var isWellFormed = true
      for step in 0..<25 {
        let before = try world.id(of: NotesWorld.ours)
        let act = try await turns.next()
        let tip = try world.id(of: NotesWorld.ours)
        try world.expectSameNotes(tip)
        let alarms = try world.open().notesHistory(of: tip, since: before)
        #expect(!alarms.isEmpty == act.loses, "step \(step), \(act), of seed \(seed): \(alarms)")
        #expect(try turns.nonNotes() == kept, "step \(step), \(act), of seed \(seed)")
        // Git itself may write a tree that it then calls malformed; what we write on it keeps it.
        let isStill = try world.git.run(["fsck", "--strict", "--no-dangling"]).status == 0
        #expect(isStill || !isWellFormed || act.isGits, "step \(step), \(act), of seed \(seed)")
        isWellFormed = isStill
      }
    }
  }

  /// What stock git shows of our notes on real commits, and what it prunes of them.
  @Test
  func isShownByGitBesideItsCommits() async throws {
    try await withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let world = NotesWorld(git)
      let repository = try world.open()
      let (first, second) = (try git.commit("One"), try git.commit("Two"))
      try git.branch("side")
      let third = try git.commit("Three")
      for commit in [first, third, second] {
        try await world.append(#"{"payload":"of \#(commit)"}"#, on: commit, repository)
      }
      try await world.append("more", on: third, repository)
      let note = #"{"payload":"of \#(third)"}"# + "\nmore\n"
      #expect(try world.show(third) == Array(note.utf8))
      #expect(
        try git.run(["log", "-1", "--format=%N", "--notes=opsgate/approvals"]).stdout == note + "\n"
      )
      #expect(
        try git.git("log", "-1", "--notes=opsgate/approvals").hasSuffix(
          "\nNotes (opsgate/approvals):\n    {\"payload\":\"of \(third)\"}\n    more"
        )
      )
      #expect(try world.hasNothingToComplainOf())
      try git.go(to: "main")
      try git.git("branch", "-D", "side")
      try git.git("reflog", "expire", "--expire=now", "--all")
      try git.git("prune", "--expire=now")
      try git.git("notes", "--ref=opsgate/approvals", "prune")
      try world.expectSameNotes(world.id(of: NotesWorld.ours))
      #expect(try world.list().map(\.object) == [first, second].sorted())
    }
  }

  /// What somebody does to the notes.
  enum Act: CaseIterable {
    case append, merge
    case gitAppend, gitAdd, gitCopy, gitMerge, gitUnion, gitRemove, gitReplace

    /// Whether lines go away by it.
    var loses: Bool { self == .gitRemove || self == .gitReplace }

    var isGits: Bool { self != .append && self != .merge }
  }

  /// Chooses what is done next.
  struct Turns {
    private let world: NotesWorld
    private var random: SeededGenerator
    /// Whether some notes stand in several places; stock git's own merge ends in an assertion then.
    private let hasDuplicates: Bool
    private var step = 0

    init(_ world: NotesWorld, seed: UInt64) throws {
      self.world = world
      random = SeededGenerator(seed: seed)
      hasDuplicates = seed.isMultiple(of: 2)
      let places = hasDuplicates ? 1...2 : 1...1
      let blob = try world.blob("text\n")
      var files = (0..<Int.random(in: 1...200, using: &random)).flatMap { _ in
        let object = random.object()
        let depths = Set(
          (0..<Int.random(in: places, using: &random)).map { _ in
            Int.random(in: 0...3, using: &random)
          }
        )
        return depths.map { NotesFile(path: NotesFile.path(object, depth: $0), blob: blob) }
      }
      for name in ["README", "docs/page", "a0-x", "zz/deep/er/file"] {
        files.append(NotesFile(path: name, blob: blob))
      }
      try world.commit(files)
      try world.git.git("update-ref", NotesBesideGitTests.other, NotesWorld.ours)
    }

    /// Every file that is no note, with its blob.
    func nonNotes() throws -> [String] {
      try world.files(of: NotesWorld.ours).filter { line in
        let path = line.drop { $0 != "\t" }.dropFirst().filter { $0 != "/" }
        return path.count != 40 || !path.allSatisfy(\.isHexDigit)
      }
    }

    mutating func next() async throws -> Act {
      step += 1
      var act = Act.allCases.randomElement(using: &random) ?? .append
      if hasDuplicates, act == .gitMerge || act == .gitUnion { act = .merge }
      let objects = try world.list().map(\.object)
      let old = objects.randomElement(using: &random) ?? random.object()
      let some = Bool.random(using: &random) ? old : random.object()
      let ours = "--ref=\(NotesWorld.ours)"
      switch act {
      case .append: try await world.append("line \(step)", on: some, world.open())
      case .merge:
        try await growOther()
        _ = try await world.open().mergeNotes(
          world.id(of: NotesBesideGitTests.other),
          into: NotesWorld.ours,
          called: NotesBesideGitTests.other,
          as: NotesWorld.ana,
          signer: nil
        )
      case .gitAppend: try world.git.git("notes", ours, "append", "-m", "line \(step)", some)
      case .gitAdd: try world.git.git("notes", ours, "add", "-m", "line \(step)", random.object())
      case .gitCopy: try world.git.git("notes", ours, "copy", old, random.object())
      case .gitMerge, .gitUnion:
        try await growOther()
        let strategy = act == .gitMerge ? "cat_sort_uniq" : "union"
        try world.git.git("notes", ours, "merge", "-s", strategy, NotesBesideGitTests.other)
      case .gitRemove: try world.git.git("notes", ours, "remove", old)
      case .gitReplace: try world.git.git("notes", ours, "add", "-f", "-m", "other \(step)", old)
      }
      return act
    }

    /// The other side starts where ours is, or grows on from where it was, while ours grows as well.
    private mutating func growOther() async throws {
      try world.git.git("update-ref", NotesBesideGitTests.other, NotesWorld.ours)
      let repository = try world.open()
      let objects = try world.list().map(\.object)
      for ref in [NotesWorld.ours, NotesBesideGitTests.other] {
        for _ in 0..<3 {
          let object = objects.randomElement(using: &random) ?? random.object()
          let line = "of \(ref) in \(step), \(Int.random(in: 0...9, using: &random))"
          try await world.append(line, on: object, to: ref, repository)
        }
        try await world.append("new", on: random.object(), to: ref, repository)
      }
    }
  }
}
