/// How labelled text looks.
public enum Theme: Hashable, Sendable {
  case plain, colour

  /// The line as it is printed, without a newline.
  public func render(_ line: Text) -> String {
    let plain = line.plain
    // A line that would be a workflow's command is rewritten as a whole, and stays without colour.
    guard self == .colour, plain == line.pieces.map(\.text).joined() else { return plain }
    return line.pieces.map(coloured).joined()
  }

  private func coloured(_ piece: Text.Piece) -> String {
    guard let code = piece.label.flatMap(Self.code) else { return piece.text }
    return "\u{1b}[\(code)m\(piece.text)\u{1b}[0m"
  }

  /// The parameters of "select graphic rendition" (ECMA-48, 8.3.117); `nil` leaves the text plain.
  private static func code(_ label: Label) -> String? {
    switch label {
    case .heading: "1"
    case .service: "1"
    case .environment: "36"
    case .tag, .person: nil
    case .differingTag: "1;33"
    case .floatingTag: "35"
    case .commit: "33"
    case .path: nil
    case .quiet: "2"
    case .good, .added: "32"
    case .warning: "33"
    case .bad: "1;31"
    case .removed: "31"
    case .place: "36"
    }
  }
}
