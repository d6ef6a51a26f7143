import Git
import History

/// The change came through the mainline, or would.
enum Mainline {
  static func findings(of alarms: [String]) -> [Finding] {
    alarms.map { alarm in
      Finding(
        .mainline,
        .error,
        alarm,
        hint: "find out who rewrote the mainline; `git reflog` and the remote's log know more"
      )
    }
  }

  static func findings(_ situation: Situation) -> [Finding] {
    let change = situation.facts.change
    let alarms = findings(of: situation.facts.mainlineAlarms)
    guard !change.isOnMainline, change.base == nil else { return alarms }
    return alarms + [
      Finding(
        .mainline,
        .error,
        "the commit \(change.commit.short) is not on the mainline, and could not land on it",
        hint: "begin the branch on the mainline"
      )
    ]
  }
}
