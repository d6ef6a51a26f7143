import Notation

extension Misbehaviour.Effect {
  /// The answer of the world, spoilt.
  func spoil(_ answer: StandInAnswer) -> StandInAnswer {
    var answer = answer
    switch self {
    case .slow(let seconds): answer.fault = .slow(seconds)
    case .cut(let count): answer.fault = .cut(after: count)
    case .halfBody: answer.body.removeLast(answer.body.count / 2)
    case .missing(let field): answer.change { $0.replacing(field, with: nil) }
    case .changed(let field, let value): answer.change { $0.replacing(field, with: value) }
    case .null(let path, let type, let message):
      answer.change { $0.withNull(at: path, type: type, message: message) }
    default: break
    }
    return answer
  }

  /// How long the pages are, where it is about pages.
  var pageSize: Int? {
    guard case .shortPages(let size) = self else { return nil }
    return size
  }

  /// How many objects a query may ask for, where it is about that.
  var mostObjects: Int? {
    guard case .tooMuch(let count) = self else { return nil }
    return count
  }
}

extension StandInAnswer {
  init(json: JSONValue, status: Int = 200) {
    self.init(status, "", headers: ["Content-Type": "application/json; charset=utf-8"])
    body = json.canonical
  }

  fileprivate mutating func change(_ change: (JSONValue) -> JSONValue) {
    guard let value = JSONValue(reading: body) else { return }
    body = change(value).canonical
  }
}

extension JSONValue {
  init?(reading bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes, largest: 1 << 26, deepest: 100) else {
      return nil
    }
    self = value
  }

  /// The same without a field, or with another value for it, wherever it stands.
  func replacing(_ field: String, with value: JSONValue?) -> JSONValue {
    switch self {
    case .array(let items): return .array(items.map { $0.replacing(field, with: value) })
    case .object(var members):
      if members[field] != nil { members[field] = value }
      return .object(members.mapValues { $0.replacing(field, with: value) })
    default: return self
    }
  }

  /// The answer of a query with a null in its data, and the error that says so.
  fileprivate func withNull(at path: [String], type: String, message: String) -> JSONValue {
    let fault: JSONValue = [
      "type": .string(type), "message": .string(message),
      "path": .array(path.map { step in Int(step).map { .number($0) } ?? .string(step) }),
    ]
    let errors = (self["errors"]?.items ?? []) + [fault]
    return nulling(["data"] + path[...]).adding(["errors": .array(errors)])
  }

  private func nulling(_ path: ArraySlice<String>) -> JSONValue {
    guard let step = path.first else { return .null }
    let rest = path.dropFirst()
    switch self {
    case .object(let members):
      guard let member = members[step] else { return self }
      return adding([step: member.nulling(rest)])
    case .array(var items):
      guard let place = Int(step), items.indices.contains(place) else { return self }
      items[place] = items[place].nulling(rest)
      return .array(items)
    default: return self
    }
  }
}
