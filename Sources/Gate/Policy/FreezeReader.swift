import Pointers

extension SourceReader {
  mutating func freezes(_ node: SourceNode, _ environments: [String]) -> [Freeze] {
    list(node, "freeze").compactMap { freeze($0, environments) }
  }

  private static let freezeKeys = [
    "environments", "from", "until", "weekly", "timezone", "except",
  ]

  private mutating func freeze(_ item: SourceNode, _ environments: [String]) -> Freeze? {
    guard let table = table(item, "freeze", keys: Self.freezeKeys) else { return nil }
    let frozen = required(table, "environments").map { self.frozen($0, environments) }
    let window = window(table)
    let zone = table["timezone"].flatMap { timeZone($0) }
    let except: [Freeze.Exception] =
      table["except"].map { node in
        list(node, "except").compactMap { choice($0, "except") }
      } ?? []
    guard let frozen, let window else { return nil }
    return Freeze(
      environments: frozen,
      window: window,
      timeZone: zone ?? "UTC",
      except: except,
      line: item.line
    )
  }

  private mutating func frozen(_ node: SourceNode, _ environments: [String]) -> [String] {
    let written = names(node, "environments")
    if case .list(let items) = node.content, items.isEmpty {
      note("'environments' names none", at: node)
    }
    for (name, node) in written where !environments.contains(name) {
      noteUnknownEnvironment(name, at: node, among: environments)
    }
    return written.map(\.name)
  }

  private mutating func window(_ table: SourceTable) -> Freeze.Window? {
    if let node = table["weekly"] {
      for name in ["from", "until"] {
        guard let other = table[name] else { continue }
        note("'\(name)' stands beside 'weekly'", at: other, hint: "make two freezes of it")
      }
      return weekly(node)
    }
    guard table["from"] != nil || table["until"] != nil else {
      note("'from' and 'until' are missing", at: table.node, hint: "or 'weekly'")
      return nil
    }
    let from = required(table, "from").flatMap { civilTime($0, "from") }
    let until = required(table, "until").flatMap { civilTime($0, "until") }
    guard let from, let until else { return nil }
    if from >= until, let node = table["until"] {
      note("'until' must be after 'from', and is \(until)", at: node)
    }
    return .once(from: from, until: until)
  }

  private mutating func weekly(_ node: SourceNode) -> Freeze.Window? {
    guard let text = text(node, "weekly") else { return nil }
    if let window = WeeklyWindow(text) { return .weekly(window) }
    note(
      "'weekly' must be two times of the week, and is \(quoted(text))",
      at: node,
      hint: "as in 'Fri 16:00 - Mon 08:00'"
    )
    return nil
  }

  private mutating func civilTime(_ node: SourceNode, _ name: String) -> CivilTime? {
    guard let text = text(node, name) else { return nil }
    if let time = CivilTime(text) { return time }
    note(
      "'\(name)' must be a date and time, and is \(quoted(text))",
      at: node,
      hint: "as in '2026-12-20T18:00'; the time zone stands in 'timezone'"
    )
    return nil
  }
}
