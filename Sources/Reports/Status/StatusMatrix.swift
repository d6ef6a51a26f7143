import Git
import History
import Pointers

/// Services as rows, environments as columns, with as much detail as the terminal has room for.
struct StatusMatrix {
  /// From most to least.
  private enum Detail: CaseIterable { case full, noAges, noWords }

  let report: StatusReport
  let view: TerminalView

  /// The fullest matrix that fits; a list where none does.
  var lines: [Text] {
    for detail in Detail.allCases {
      let lines = matrix(detail)
      guard lines.allSatisfy({ $0.width <= view.columns }) else { continue }
      return lines + (detail == .noWords ? legend : [])
    }
    return list
  }

  private func matrix(_ detail: Detail) -> [Text] {
    var table = Table(["SERVICE"] + report.environments.map { $0.uppercased() })
    let columns = report.environments.map { column($0, detail) }
    for service in services {
      table.add([Text(service, .service)] + columns.map { $0[service] ?? Text("-", .quiet) })
    }
    return table.aligned
  }

  /// In the order of the report, each once.
  private var services: [String] {
    var seen: Set<String> = []
    return report.entries.map(\.key.service).filter { seen.insert($0).inserted }
  }

  /// The cells of one environment by service, their tags, ages and marks aligned.
  private func column(_ environment: String, _ detail: Detail) -> [String: Text] {
    let entries = report.entries.filter { $0.key.environment == environment }
    let cells = entries.map { cell($0, detail) }
    let count = cells.map(\.count).max() ?? 0
    let widths = (0..<count).map { index in cells.map { $0[index].width }.max() ?? 0 }
    let used = (0..<count).filter { widths[$0] > 0 }
    return Dictionary(
      zip(entries, cells).map { entry, cell in
        let parts = used.map { cell[$0].padded(to: widths[$0]) }
        return (entry.key.service, parts.joined(separator: " ").trimmed)
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func cell(_ entry: StatusReport.Entry, _ detail: Detail) -> [Text] {
    guard let pointer = entry.pointer else { return [Text("unreadable", .bad), Text(), Text()] }
    return [
      Text(TagText.short(pointer.tag), entry.label),
      detail == .full ? age(entry) : Text(),
      detail == .noWords ? entry.sign : entry.mark,
    ]
  }

  private func age(_ entry: StatusReport.Entry) -> Text {
    Text(entry.since.map { Age.short($0.committer.time, now: view.now) } ?? "", .quiet)
  }

  /// What the signs mean, where there are any.
  private var legend: [Text] {
    let signs = Set(report.entries.map { $0.sign.plain.prefix(1) })
    let words = [
      ("-", "-N: moves behind"), ("*", "*: not from the environment before"), ("~", "~: floating"),
      ("!", "!: copies differ"),
    ]
    let used = words.filter { signs.contains($0.0.prefix(1)) }.map { Text($0.1, .quiet) }
    return used.isEmpty ? [] : [Text()] + used
  }

  /// A heading for each service, and a line for each of its environments.
  private var list: [Text] {
    services.flatMap { service in
      let entries = report.entries.filter { $0.key.service == service }
      var table = Table(["", "", "", ""])
      for entry in entries {
        let parts = cell(entry, .full)
        table.add([Text(entry.key.environment, .environment)] + parts)
      }
      return [Text(service, .service)] + table.aligned.dropFirst().map { Text("  ") + $0 }
    }
  }
}

extension StatusReport {
  public func lines(for view: TerminalView) -> [Text] {
    let age = Age.words(moment.time, now: view.now)
    let footer: Text =
      "\("\(moment.name) at ", .quiet)\(moment.commit.short, .commit)\(", \(age)", .quiet)"
    guard !entries.isEmpty else { return [Text("no pointers", .quiet), footer] }
    return StatusMatrix(report: self, view: view).lines
      + [Text(), footer + Text("; " + summary, .quiet)]
  }

  /// `9 of 61 services differ between environments`.
  private var summary: String {
    let count = Set(entries.map(\.key.service)).count
    let differing = Set(entries.filter(\.differs).map(\.key.service)).count
    let words = count == 1 ? "1 service" : "\(count) services"
    return differing == 0
      ? "\(words), none differs between environments"
      : "\(differing) of \(words) \(differing == 1 ? "differs" : "differ") between environments"
  }
}

extension StatusReport.Entry {
  fileprivate var label: Label {
    if pointer?.isFloating == true { return .floatingTag }
    return differs ? .differingTag : .tag
  }

  /// What there is to say, in words.
  fileprivate var mark: Text {
    var marks: [Text] = []
    if let pointer {
      if pointer.isFloating { marks.append(Text("floating", .floatingTag)) }
      if !pointer.disagreement.isEmpty { marks.append(Text("copies differ", .bad)) }
    }
    if let behind, behind > 0 { marks.append(Text("\(behind) behind", .warning)) }
    if differs, behind == nil, let environmentBefore {
      marks.append(Text("not from \(environmentBefore)", .warning))
    }
    return marks.joined(separator: ", ")
  }

  /// The same in one or two characters, for narrow terminals.
  fileprivate var sign: Text {
    guard let pointer else { return Text() }
    if !pointer.disagreement.isEmpty { return Text("!", .bad) }
    if pointer.isFloating { return Text("~", .floatingTag) }
    if let behind, behind > 0 { return Text("-\(behind)", .warning) }
    return differs ? Text("*", .warning) : Text()
  }
}
