public import Notation

extension JSONValue {
  /// The value as text (RFC 8259): keys sorted by their bytes, two blanks of indentation, no newline
  /// at the end.
  ///
  /// Nothing is lost: what terminals or build logs would act upon is written as an escape.
  public var text: String {
    var text = ""
    write(to: &text, indentation: "")
    return text
  }

  private func write(to text: inout String, indentation: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .string(let value): text += Self.quoted(value)
    case .array(let values):
      Self.write(values.map { ("", $0) }, between: ("[", "]"), to: &text, indentation)
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      let named = sorted.map { (Self.quoted($0.key) + ": ", $0.value) }
      Self.write(named, between: ("{", "}"), to: &text, indentation)
    }
  }

  private static func write(
    _ items: [(name: String, value: JSONValue)],
    between brackets: (open: String, close: String),
    to text: inout String,
    _ indentation: String
  ) {
    text += brackets.open
    let inner = indentation + "  "
    for (position, item) in items.enumerated() {
      text += (position == 0 ? "\n" : ",\n") + inner + item.name
      item.value.write(to: &text, indentation: inner)
    }
    text += (items.isEmpty ? "" : "\n" + indentation) + brackets.close
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    var before: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      // `##[` would be a command to GitHub Actions.
      case "[" where before == "#": quoted += "\\u005b"
      case _ where SafeText.isUnsafe(scalar): quoted += escape(scalar)
      default: quoted.unicodeScalars.append(scalar)
      }
      before = scalar
    }
    return quoted + "\""
  }

  /// `\u` and four digits for each UTF-16 unit.
  private static func escape(_ scalar: Unicode.Scalar) -> String {
    String(scalar).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
