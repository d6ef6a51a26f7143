import Notation
import StandIn

/// A world that is asked without a network.
extension GitHubStandIn {
  static let headers = [
    "authorization": "Bearer ghp_everything", "user-agent": "opsgate/test",
    "host": "github.example", "x-github-api-version": "2022-11-28",
  ]

  func get(_ path: String, _ more: [String: String] = [:]) -> StandInAnswer {
    answer(StandInRequest("GET", path, headers: Self.headers.merging(more) { $1 }))
  }

  func send(_ method: String, _ path: String, _ body: JSONValue) -> StandInAnswer {
    answer(StandInRequest(method, path, headers: Self.headers, body: body.canonical))
  }

  func query(
    _ text: String,
    _ variables: JSONValue = [:],
    token: String = "ghp_everything"
  ) -> StandInAnswer {
    let body: JSONValue = ["query": .string(text), "variables": variables]
    let headers = Self.headers.merging(["authorization": "Bearer \(token)"]) { $1 }
    return answer(StandInRequest("POST", "/graphql", headers: headers, body: body.canonical))
  }
}

extension StandInAnswer {
  /// The body as JSON; null where it is none.
  var json: JSONValue {
    (try? JSONValue(parsing: body, largest: 1 << 26, deepest: 100)) ?? .null
  }

  var message: String? { json.at("message").text }
  /// The types of the errors of a query.
  var faults: [String] { json.at("errors").items.map { $0.at("type").text ?? "?" } }
}

extension JSONValue {
  /// What stands at a path of names and places; null where nothing does.
  func at(_ path: String...) -> JSONValue {
    path.reduce(self) { value, step in
      switch value {
      case .object(let members): return members[step] ?? .null
      case .array(let items):
        guard let place = Int(step), items.indices.contains(place) else { return .null }
        return items[place]
      default: return .null
      }
    }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
