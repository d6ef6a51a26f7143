import Git
import History

/// The change came through the mainline, or would.
enum Mainline {
  static func findings(_ situation: Situation) -> [Finding] {
    let change = situation.facts.change
    guard !change.isOnMainline, change.base == nil else { return [] }
    return [
      Finding(
        .mainline,
        .error,
        "the commit \(change.commit.short) is not on the mainline, and could not land on it",
        hint: "begin the branch on the mainline"
      )
    ]
  }
}
