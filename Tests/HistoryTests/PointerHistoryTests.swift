import Pointers
import Testing

@testable import History

/// Holds, the way back, and how far behind, over tables of tags.
@Suite
struct PointerHistoryTests {
  struct Story: Sendable, CustomTestStringConvertible {
    let tags: [String?]
    let held: [String]
    let target: String?

    init(_ tags: String, held: String = "", target: String?) {
      self.tags = tags.split(separator: " ").map { $0 == "-" ? nil : String($0) }
      self.held = held.split(separator: " ").map(String.init)
      self.target = target
    }

    var testDescription: String { tags.map { $0 ?? "-" }.joined(separator: " ") }
  }

  static let stories = [
    Story("", target: nil),
    Story("v1", target: nil),
    Story("v1 v2", target: "v1"),
    Story("v1 v2 v3", target: "v2"),
    // Never back and forth.
    Story("v1 v2 v3 v2", held: "v3", target: "v1"),
    Story("v1 v2 v3 v2 v1", held: "v3 v2", target: nil),
    Story("v1 v2 v1", held: "v2", target: nil),
    // A new tag goes back to the last good one.
    Story("v1 v2 v3 v2 v4", held: "v3", target: "v2"),
    // Brought back knowingly: the hold is lifted, and the way back is open.
    Story("v1 v2 v1 v2", target: "v1"),
    Story("v1 v2 v1 v2 v1", held: "v2", target: nil),
    Story("v1 v2 v3 v2 v1 v2", held: "v3", target: "v1"),
    Story("v1 v2 v3 v2 v3", target: "v2"),
    // Over several at once: only what was left is held.
    Story("v1 v2 v3 v1", held: "v3", target: "v2"),
    // The way back to v2 leaves v3, and is no mere return.
    Story("v1 v2 v1 v3 v2", held: "v3", target: "v1"),
    // Times without the pointer are passed over, and hold nothing.
    Story("v1 v2 - v3", target: "v2"),
    Story("v1 v2 -", target: nil),
    Story("v1 - v1", target: nil),
    Story("v1 v2 v1 - v2", target: "v1"),
    // Floating tags are no place to go to, and are not held.
    Story("v1 latest v2", target: "v1"),
    Story("v1 latest v1", target: nil),
    Story("main v1", target: nil),
    Story("v1 v2 latest", target: "v2"),
  ]

  @Test(arguments: stories)
  func holdsWhatWasRolledBackFromAndFindsTheWayBack(story: Story) {
    let history = HistoryMaker(story.tags).history
    #expect(history.holds.map(\.tag) == story.held)
    #expect(history.rollbackTarget()?.tag == story.target)
    for tag in story.held { #expect(history.isHeld(tag)) }
  }

  @Test
  func goesBackWithWhatWentAlong() throws {
    let history = HistoryMaker(["v1", "v2", "v3"]).history
    let target = try #require(history.rollbackTarget())
    #expect(target.value == PointerValue(tag: "v2", companion: "digest of v2"))
    #expect(target.since == HistoryMaker.commit(1))
  }

  @Test
  func namesTheRollbackBehindAHold() throws {
    let history = HistoryMaker(["v1", "v2", "v1"]).history
    let hold = try #require(history.holds.first)
    #expect(hold.move.commit == HistoryMaker.commit(2))
  }

  @Test
  func remembersWhatItHeld() {
    let history = HistoryMaker(["v1", "v2", nil, "v3"]).history
    #expect(history.current?.tag == "v3")
    #expect(history.earlier.map(\.tag) == ["v2", "v1"])
    #expect(history.didHold("v1") && history.didHold("v3") && !history.didHold("v4"))
    #expect(history.lastPeriod(of: "v1")?.since == HistoryMaker.commit(0))
  }

  @Test
  func tellsWhatRanThen() {
    let history = HistoryMaker(["v1", "v2", nil, "v3"], positions: [2, 4, 6, 8]).history
    #expect(history.period(at: 1) == nil)
    #expect(
      (2...9).map { history.period(at: $0)?.tag } == ["v1", "v1", "v2", "v2", nil, nil, "v3", "v3"]
    )
    #expect(history.period(atTime: 1001) == nil)
    #expect(history.period(atTime: 1005)?.tag == "v2")
    #expect(history.period(atTime: 5000)?.tag == "v3")
    #expect(history.moves(after: 4).map(\.to) == [nil, "v3"])
  }

  @Test
  func aPointerThatCannotBeReadNowHasNoCurrentTag() {
    let maker = HistoryMaker(["v1", "v2"])
    let history = PointerHistory(
      key: maker.key,
      periods: maker.periods,
      moves: maker.moves,
      isKnown: false
    )
    #expect(history.current == nil)
    #expect(history.rollbackTarget() == nil)
    #expect(history.earlier.map(\.tag) == ["v2", "v1"])
  }

  struct Distance: Sendable, CustomTestStringConvertible {
    let here: [String?]
    let before: [String?]
    let behind: Int?

    var testDescription: String { "\(here.map { $0 ?? "-" }) behind \(before.map { $0 ?? "-" })" }
  }

  @Test(arguments: [
    Distance(here: ["v1"], before: ["v1"], behind: 0),
    Distance(here: ["v1"], before: ["v1", "v2"], behind: 1),
    Distance(here: ["v1"], before: ["v1", "v2", "v3"], behind: 2),
    Distance(here: ["v1", "v2"], before: ["v1", "v2", "v3"], behind: 1),
    // The last time that the tag came counts.
    Distance(here: ["v1"], before: ["v1", "v2", "v1"], behind: 0),
    Distance(here: ["v1"], before: ["v1", "v2", "v1", "v3"], behind: 1),
    Distance(here: ["v2"], before: ["v1", "v2", "v1"], behind: 1),
    Distance(here: ["v1"], before: ["v1", nil, "v2"], behind: 2),
    // Never ran there, floating, or not there at all.
    Distance(here: ["v9"], before: ["v1", "v2"], behind: nil),
    Distance(here: ["latest"], before: ["latest", "v2"], behind: nil),
    Distance(here: ["v1", nil], before: ["v1", "v2"], behind: nil),
    Distance(here: ["v1"], before: [], behind: nil),
  ])
  func countsTheMovesItHasNotSeen(distance: Distance) {
    let here = HistoryMaker(distance.here).history
    let before = HistoryMaker(distance.before, environment: "staging").history
    #expect(here.behind(before) == distance.behind)
  }
}
