import Git
import Notation

/// The members of one JSON object, each read once and by its type; what is left over at the end is a mistake.
struct Fields {
  /// Where the object stands: `predicate.moves[2]`.
  private let place: String
  private var members: [String: JSONValue]

  init(_ value: JSONValue, at place: String) throws(RecordMistake) {
    guard case .object(let members) = value else {
      throw RecordMistake(.malformed, "'\(place)' must be an object")
    }
    self.place = place
    self.members = members
  }

  /// - Throws: A mistake where a member was not read: this opsgate would not know what it says.
  func finish() throws(RecordMistake) {
    guard let key = members.keys.min() else { return }
    throw RecordMistake(.malformed, "'\(place)' has '\(key.excerpt)', which is unknown here")
  }

  func has(_ key: String) -> Bool { members[key] != nil }

  func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  func wrong(_ key: String, _ rule: String) -> RecordMistake {
    RecordMistake(.malformed, "'\(path(key))' must be \(rule)")
  }

  mutating func value(_ key: String) throws(RecordMistake) -> JSONValue {
    guard let value = members.removeValue(forKey: key) else {
      throw RecordMistake(.malformed, "'\(path(key))' is missing")
    }
    return value
  }

  mutating func object(_ key: String) throws(RecordMistake) -> Fields {
    try Fields(value(key), at: path(key))
  }

  mutating func string(_ key: String) throws(RecordMistake) -> String {
    guard case .string(let text) = try value(key) else { throw wrong(key, "a string") }
    return text
  }

  /// Reads a list of objects or other values.
  mutating func list<Element>(
    _ key: String,
    _ read: (JSONValue, String) throws(RecordMistake) -> Element
  ) throws(RecordMistake) -> [Element] {
    guard case .array(let values) = try value(key) else { throw wrong(key, "a list") }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for (position, value) in values.enumerated() {
      elements.append(try read(value, "\(path(key))[\(position)]"))
    }
    return elements
  }

  /// Reads a list of objects.
  mutating func objects<Element>(
    _ key: String,
    _ read: (inout Fields) throws(RecordMistake) -> Element
  ) throws(RecordMistake) -> [Element] {
    try list(key) { value, place throws(RecordMistake) in
      var fields = try Fields(value, at: place)
      let element = try read(&fields)
      try fields.finish()
      return element
    }
  }
}

extension String {
  /// The beginning of an attacker's text, short enough to be quoted in a message.
  var excerpt: String { utf8.count <= 60 ? self : String(unicodeScalars.prefix(40)) + "…" }
}
