public import Notation
public import Pointers

/// What a promotion from one environment to another would move.
public struct DiffReport: Report {
  /// One service whose tags are not the same.
  public struct Entry: Hashable, Sendable {
    public let service: String
    /// What the target runs now; `nil` where the service is not there.
    public let from: String?
    /// What the source runs, and the target would.
    public let to: String
    /// Why the tag would not be promoted as it is, or what is odd about it: `floating`, `older`, `absent`.
    public let mark: String?
  }

  /// The environment that tags would come from.
  public let source: String
  /// The environment that would be changed.
  public let target: String
  /// By service.
  public let entries: [Entry]

  /// Lays the pointers of two environments side by side.
  public init(table: PointerTable, from source: String, to target: String) {
    self.source = source
    self.target = target
    let services = Set(table.keys.filter { $0.environment == source }.map(\.service))
    entries = services.sorted().compactMap { service in
      let there = table[PointerKey(service: service, environment: source)]
      let here = table[PointerKey(service: service, environment: target)]
      return there.flatMap { Entry(here, $0, table.layout) }
    }
  }

  public func lines(for view: TerminalView) -> [Text] {
    guard !entries.isEmpty else {
      return [Text("\(target) runs all that \(source) runs", .quiet)]
    }
    var table = Table(["SERVICE", target.uppercased(), source.uppercased(), ""])
    for entry in entries {
      table.add([
        Text(entry.service, .service),
        entry.from.map { Text(TagStep.shown($0), .tag) } ?? Text("-", .quiet),
        Text(TagStep.shown(entry.to), entry.mark == "floating" ? .floatingTag : .differingTag),
        Text(entry.mark ?? "", .warning),
      ])
    }
    return table.aligned
  }

  public var records: [Text] {
    entries.map { entry in
      Text(fields: [
        Text(entry.service), Text(entry.from ?? ""), Text(entry.to), Text(entry.mark ?? ""),
      ])
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.diff/1",
      "from": .string(source),
      "to": .string(target),
      "moves": .array(
        entries.map { entry in
          [
            "service": .string(entry.service), "from": .optional(entry.from),
            "to": .string(entry.to), "mark": .optional(entry.mark),
          ]
        }
      ),
    ]
  }
}

extension DiffReport.Entry {
  /// `nil` where both run the same.
  fileprivate init?(_ here: Pointer?, _ there: Pointer, _ layout: Layout) {
    guard here?.value != there.value else { return nil }
    service = there.key.service
    from = here?.tag
    to = there.tag
    let order = here.flatMap { layout.entries[$0.place.entry].compare(there.tag, $0.tag) }
    mark =
      there.isFloating ? "floating" : here == nil ? "absent" : order == .older ? "older" : nil
  }
}
