import Pointers
import Testing

@testable import History

/// Kinds and marks, by values alone.
@Suite
struct MoveJudgeTests {
  private static let dev = PointerKey(service: "api", environment: "dev")
  private static let staging = PointerKey(service: "api", environment: "staging")
  private static let production = PointerKey(service: "api", environment: "production")
  private static let other = PointerKey(service: "web", environment: "staging")

  private var judge: MoveJudge {
    MoveJudge(environmentBefore: ["staging": "dev", "production": "staging"])
  }

  /// What the last commit's only change is, after the commits before it.
  private func last(_ commits: [[PointerChange]]) throws -> Judgement {
    var judge = judge
    var found: [Judgement] = []
    for commit in commits { found = judge.judge(commit) }
    return try #require(found.count == 1 ? found.first : nil)
  }

  private func change(
    _ key: PointerKey,
    _ from: String?,
    _ to: String?,
    _ standing: TagOrder.Standing? = .newer
  ) -> PointerChange {
    PointerChange(key, from: from, to: to, standing: from == nil || to == nil ? nil : standing)
  }

  @Test
  func aPointerAppearsAndGoes() throws {
    let added = change(Self.dev, nil, "v1")
    #expect(try last([[added]]) == Judgement(kind: .added))
    #expect(try last([[added], [change(Self.dev, "v1", nil)]]) == Judgement(kind: .removed))
  }

  @Test
  func theFirstEnvironmentHasNoneToSkip() throws {
    #expect(try last([[change(Self.dev, "v1", "v2")]]) == Judgement(kind: .change))
  }

  @Test
  func aTagThatRanBeforeIsPromoted() throws {
    let found = try last([[change(Self.dev, "v1", "v2")], [change(Self.staging, "v1", "v2")]])
    #expect(found == Judgement(kind: .promotion))
  }

  @Test
  func aTagThatRanLongAgoIsPromotedToo() throws {
    let found = try last([
      [change(Self.dev, "v1", "v2")], [change(Self.dev, "v2", "v3")],
      [change(Self.staging, "v1", "v2")],
    ])
    #expect(found == Judgement(kind: .promotion))
  }

  @Test
  func aTagThatNeverRanBeforeSkipped() throws {
    let found = try last([[change(Self.dev, "v1", "v2")], [change(Self.production, "v1", "v2")]])
    #expect(found == Judgement(kind: .change, skipped: true))
  }

  @Test
  func anotherServiceProvesNothing() throws {
    let found = try last([[change(Self.other, "v1", "v2")], [change(Self.production, "v1", "v2")]])
    #expect(found == Judgement(kind: .change, skipped: true))
  }

  @Test
  func oneCommitForBothHasTriedTheTagNowhere() {
    var judge = judge
    let both = [change(Self.staging, "v1", "v2"), change(Self.production, "v1", "v2")]
    #expect(
      judge.judge(both) == [
        Judgement(kind: .change, skipped: true), Judgement(kind: .change, skipped: true),
      ]
    )
  }

  @Test
  func anImportSkipsNothing() {
    var judge = judge
    let all = [Self.production, Self.staging, Self.dev].map { change($0, nil, "v1") }
    #expect(judge.judge(all) == Array(repeating: Judgement(kind: .added), count: 3))
  }

  @Test
  func aPointerAddedWithATagOfItsOwnSkipped() throws {
    let found = try last([[change(Self.dev, nil, "v1")], [change(Self.staging, nil, "v2")]])
    #expect(found == Judgement(kind: .added, skipped: true))
  }

  @Test
  func rollbackWinsOverPromotion() throws {
    let found = try last([
      [change(Self.dev, nil, "v1"), change(Self.staging, nil, "v1")],
      [change(Self.staging, "v1", "v2")], [change(Self.staging, "v2", "v1", .older)],
    ])
    #expect(found == Judgement(kind: .rollback, downgrade: true))
  }

  @Test
  func aReturnToWhatWasHeldIsARollbackByItsValues() throws {
    let found = try last([
      [change(Self.dev, nil, "v1")], [change(Self.dev, "v1", "v2")],
      [change(Self.dev, "v2", "v1", .older)], [change(Self.dev, "v1", "v2")],
    ])
    #expect(found == Judgement(kind: .rollback))
  }

  @Test
  func anOlderTagThatWasNeverHeldIsADowngradeOnly() throws {
    let found = try last([[change(Self.dev, nil, "v3")], [change(Self.dev, "v3", "v2", .older)]])
    #expect(found == Judgement(kind: .change, downgrade: true))
  }

  @Test
  func whatWasRemovedWasHeld() throws {
    let found = try last([
      [change(Self.dev, nil, "v1")], [change(Self.dev, "v1", nil)], [change(Self.dev, nil, "v2")],
      [change(Self.dev, "v2", "v1", nil)],
    ])
    #expect(found == Judgement(kind: .rollback))
  }

  @Test(arguments: ["main", "latest", "HEAD", "", "null"])
  func floatingTagsAreNeverCompared(tag: String) throws {
    let moved = try last([
      [change(Self.dev, nil, tag)], [change(Self.staging, nil, tag)],
      [change(Self.staging, tag, "v1", nil)], [change(Self.staging, "v1", tag, nil)],
    ])
    #expect(moved == Judgement(kind: .change))
    #expect(try last([[change(Self.staging, nil, tag)]]) == Judgement(kind: .added))
  }

  @Test
  func whatStoodBeforeTheHistoryBeginsWasHeld() throws {
    var judge = judge
    judge.hold("v1", Self.dev)
    judge.hold("v2", Self.dev)
    let changes = [change(Self.dev, "v2", "v1", .older), change(Self.staging, "v1", "v2")]
    #expect(
      judge.judge(changes) == [
        Judgement(kind: .rollback, downgrade: true), Judgement(kind: .promotion),
      ]
    )
  }
}
