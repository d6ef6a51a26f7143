import Git
import History

/// Moves in aligned columns, with as much detail as the terminal has room for.
struct LogTable {
  /// From most to least; the commit is always there, since it leads to all the rest.
  private enum Detail: CaseIterable {
    case full, shortAges, shortCommits, noPeople

    /// A commit's first digits, as many as git shows, where room is scarce.
    var digits: Int { self == .full || self == .shortAges ? 10 : 7 }
  }

  let moves: [Move]
  let view: TerminalView

  /// The fullest table that fits; the shortest where none does.
  var lines: [Text] {
    var lines: [Text] = []
    for detail in Detail.allCases {
      lines = table(detail).aligned
      if lines.allSatisfy({ $0.width <= view.columns }) { break }
    }
    return lines
  }

  private func table(_ detail: Detail) -> Table {
    var table = Table([
      detail == .full ? "WHEN" : "AGE", "ENVIRONMENT", "SERVICE", "TAG", "KIND", "BY", "COMMIT",
    ])
    for move in moves {
      let age =
        detail == .full
        ? Age.words(move.time, now: view.now) : Age.short(move.time, now: view.now)
      table.add([
        Text(age, .quiet),
        Text(move.environment, .environment),
        Text(move.service, .service),
        TagStep.text(from: move.from, to: move.to),
        move.verdict,
        detail == .noPeople ? Text() : Text(move.author.name, .person),
        Text(String(move.commit.id.short.prefix(detail.digits)), .commit),
      ])
    }
    return table
  }
}
