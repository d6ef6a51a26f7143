/// Rows of cells: aligned columns for a terminal, tabs for a pipe.
public struct Table: Sendable {
  private let headings: [String]
  private var rows: [[Text]] = []

  public init(_ headings: [String]) { self.headings = headings }

  public mutating func add(_ row: [Text]) { rows.append(row) }

  /// Aligned columns under their headings; columns in which no row has anything are left out.
  public var aligned: [Text] {
    let used = headings.indices.filter { column in
      rows.contains { column < $0.count && !$0[column].isEmpty }
    }
    guard !used.isEmpty else { return [] }
    let top = used.map { Text(headings[$0], .heading) }
    let body = rows.map { row in used.map { $0 < row.count ? row[$0] : Text() } }
    let widths = used.indices.map { column in
      body.reduce(top[column].width) { max($0, $1[column].width) }
    }
    return ([top] + body).map { Self.line($0, widths) }
  }

  /// One line a row, without headings.
  public var tabbed: [Text] { rows.map { Text(fields: $0) } }

  /// Two blanks between columns, and none at the end of a line.
  static func line(_ cells: [Text], _ widths: [Int]) -> Text {
    guard let last = cells.lastIndex(where: { !$0.isEmpty }) else { return Text() }
    var line = Text()
    for (column, cell) in cells[..<last].enumerated() {
      line += cell.padded(to: widths[column]) + Text("  ")
    }
    return line + cells[last]
  }
}
