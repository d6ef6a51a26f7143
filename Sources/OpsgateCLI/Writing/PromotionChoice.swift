import Git
import Changes
import History
import Pointers
import Reports

/// Decides which services a promotion of all takes along.
struct PromotionChoice {
  let table: PointerTable
  let timeline: Timeline
  let source: String
  let target: String

  /// The services that are taken, and what is said of those that are not.
  ///
  /// Promoting all is a bulk act, so it takes no knowing step: nothing that was rolled back from, and nothing older.
  var services: (taken: [String], notices: [Notice]) {
    var taken: [String] = []
    var notices = disagreeing.map { leftOut($0, "its copies in '\(source)' disagree") }
    for entry in DiffReport(table: table, from: source, to: target).entries {
      if let reason = obstacle(entry) {
        notices.append(leftOut(entry.service, reason))
      } else if !disagreeing.contains(entry.service) {
        taken.append(entry.service)
      }
    }
    return (taken, notices)
  }

  private func leftOut(_ service: String, _ reason: String) -> Notice {
    let text = "'\(service)' is left out of '\(target)': \(reason)"
    return Notice(.note, text, hint: "name it to promote it all the same")
  }

  /// The services whose source has two tags at once, so that no one can be copied.
  private var disagreeing: [String] {
    table.keys.filter { $0.environment == source && table[$0]?.disagreement.isEmpty == false }
      .map(\.service)
  }

  /// A file that cannot be read may hide any of them, so that "all" cannot be told.
  ///
  /// - Throws: `Failure` where a file of one of the two environments is wrong.
  func refuseUnreadable() throws {
    for service in Set(table.keys.map(\.service) + timeline.keys.map(\.service)).sorted() {
      for environment in [source, target] {
        let key = PointerKey(service: service, environment: environment)
        guard case .unknown(let mistake) = table.state(of: key) else { continue }
        throw Failure(ChangeRefusal.unreadable(key, mistake))
          .hinting("name the services that shall be promoted all the same")
      }
    }
  }

  private func obstacle(_ entry: DiffReport.Entry) -> String? {
    let key = PointerKey(service: entry.service, environment: target)
    switch entry.mark {
    case "floating": return "its tag in '\(source)' floats"
    case "absent": return "it has no pointer in '\(target)'"
    case "older": return "'\(entry.to)' is older than '\(entry.from ?? "")'"
    default:
      return timeline.history(of: key).isHeld(entry.to) ? "'\(entry.to)' was rolled back from" : nil
    }
  }

  /// What a person should know who names a tag or a service.
  static func warnings(
    _ plan: Plan,
    _ table: PointerTable,
    _ timeline: Timeline
  ) -> [Notice] {
    plan.moves.compactMap { move in
      warning(move, table, timeline).map { Notice(.warning, $0) }
    }
  }

  private static func warning(
    _ move: PlannedMove,
    _ table: PointerTable,
    _ timeline: Timeline
  ) -> String? {
    guard let tag = move.to else { return nil }
    if let hold = timeline.history(of: move.key).holds.first(where: { $0.tag == tag }) {
      let by = hold.move.author.name
      return
        "'\(tag)' was rolled back from \(move.key.words) in \(hold.move.commit.id.short) by \(by)"
    }
    if let before = timeline.historyBefore(move.key), !before.didHold(tag) {
      return "'\(tag)' never ran in '\(before.key.environment)'"
    }
    guard let pointer = table[move.key],
      table.layout.entries[pointer.place.entry].compare(tag, pointer.tag) == .older
    else { return nil }
    return "'\(tag)' is older than '\(pointer.tag)', which \(move.key.words) runs now"
  }
}
