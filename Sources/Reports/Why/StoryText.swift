import Gate
import Git
import History
import Notation
import Pointers

/// The story in words: a heading, then one topic after the other.
struct StoryText {
  let story: PointerStory
  let now: Int

  var lines: [Text] {
    var table = Table(["", "", "", ""])
    for (topic, rows) in topics {
      for (number, row) in rows.enumerated() {
        table.add([Text(number == 0 ? "  " + topic : "", .heading)] + row)
      }
    }
    return [heading] + table.aligned.dropFirst()
  }

  private var heading: Text {
    let key = story.key
    let place: Text = "\(key.service, .service) in \(key.environment, .environment)"
    guard let pointer = story.pointer else {
      let isGone = story.findings.allSatisfy { $0.kind != .mistake }
      return place + (isGone ? " is not there any more" : " cannot be read")
    }
    let tag = Text(TagStep.shown(pointer.tag), pointer.isFloating ? .floatingTag : .heading)
    return "\(place) runs \(tag)\(pointer.isFloating ? ", which floats" : "")"
  }

  private var topics: [(String, [[Text]])] {
    [
      ("set by", setBy), ("verdict", verdict), ("stands in", places), ("before it", earlier),
      ("held", held),
      ("next", next), ("roll back", back), ("shared with", shared),
    ]
  }

  private var setBy: [[Text]] {
    guard let move = story.lastMove else { return [] }
    let step = TagStep.text(from: move.from, to: move.to)
    let subject = story.subjects[move.commit.id].map { Text("“\($0)”") } ?? Text()
    let author = move.author.name
    let committer = move.committer.name
    let by = author == committer ? author : "\(author), committed by \(committer)"
    return [
      ["\(move.commit.id.short, .commit) \(subject)"],
      [
        "\(by, .person), \(Age.words(move.time, now: now))\(" (\(Timestamp.minute(move.time)) UTC)", .quiet)"
      ],
      [step + Text(", ") + move.verdict],
    ]
  }

  private var verdict: [[Text]] {
    guard let verdict = story.verdict else { return [] }
    let names = verdict.approvers.joined(separator: ", ")
    let approved: Text = names.isEmpty ? Text() : "\(", approved by ", .quiet)\(names, .person)"
    let reasons = verdict.findings.filter { $0.severity != .note }
    return [[verdict.outcome.text(exception: verdict.exception) + approved]]
      + reasons.prefix(5).map { ["\("\($0.rule.rawValue): ", .quiet)\($0.message)"] }
  }

  private var places: [[Text]] {
    story.pointer?.places.map { place in
      let differs = place.value.tag != story.pointer?.tag
      let tag = differs ? Text(" says \(TagStep.shown(place.value.tag))", .bad) : Text()
      let base = place.isInherited ? Text(" (a base)", .quiet) : Text()
      return ["\("\(place.path):\(place.line)", .path) \(place.key, .quiet)\(base)\(tag)"]
    } ?? []
  }

  private var earlier: [[Text]] {
    let periods = story.history.earlier
    let rows = periods.prefix(5).map { period -> [Text] in
      let since = period.since.map { Timestamp.minute($0.committer.time) + " UTC" }
      let isHeld = period.tag.map(story.history.isHeld) ?? false
      let note: Text =
        "since \(since ?? "before this clone begins", .quiet)\(isHeld ? ", held" : "", .warning)"
      return [Text(TagStep.shown(period.tag ?? ""), .tag) + Text("  ") + note]
    }
    let rest = periods.count - rows.count
    return rows + (rest > 0 ? [[Text("and \(rest) more", .quiet)]] : [])
  }

  private var held: [[Text]] {
    story.history.holds.reversed().map { hold in
      let when = Age.words(hold.move.time, now: now)
      return [
        "\(TagStep.shown(hold.tag), .warning), rolled back \(when) by \(hold.move.author.name, .person) in \(hold.move.commit.id.short, .commit)"
      ]
    }
  }

  private var next: [[Text]] {
    guard let source = story.source else { return [] }
    guard let pointer = source.pointer else {
      return [[Text("\(source.environment) does not run it", .quiet)]]
    }
    guard let tag = story.nextTag else {
      let words = pointer.isFloating ? "runs a floating tag" : "runs the same"
      return [[Text("\(source.environment) \(words)", .quiet)]]
    }
    let behind = story.behind.map { ", \($0) \($0 == 1 ? "move" : "moves") ahead" } ?? ""
    let isHeld = story.history.isHeld(tag) ? Text(", which is held here", .warning) : Text()
    return [["\(source.environment, .environment) runs \(tag, .differingTag)\(behind)\(isHeld)"]]
  }

  private var back: [[Text]] {
    guard story.pointer != nil else { return [] }
    guard let tag = story.rollbackTag else {
      let reason =
        story.history.holds.isEmpty
        ? "it never ran another tag" : "every other tag that it ran was rolled back from"
      return [[Text("nowhere: \(reason)", .quiet)]]
    }
    let command =
      "opsgate rollback \(ShellWord.quoted(story.key.service)) --env \(story.key.environment)"
    return [["`\(command)` goes to \(tag, .tag)"]]
  }

  private var shared: [[Text]] {
    story.pointer?.sharedWith.map { ["\($0.service, .service) in \($0.environment, .environment)"] }
      ?? []
  }
}
