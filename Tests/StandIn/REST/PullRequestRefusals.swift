import Notation

extension Refusal {
  static func missing(_ field: String) -> Refusal {
    .invalid("PullRequest", ["field": .string(field), "code": "missing_field"])
  }

  static func invalid(_ field: String) -> Refusal {
    .invalid("PullRequest", ["field": .string(field), "code": "invalid"])
  }

  static func custom(_ message: String) -> Refusal {
    .invalid("PullRequest", ["code": "custom", "message": .string(message)])
  }
}
