public import Notation

/// GitHub's settings beside the policy: the answer of `github check`.
public struct GitHubCheckReport: Sendable {
  /// One Environment, or the branch.
  public struct Part: Hashable, Sendable {
    /// `environment` or `branch`.
    public let kind: String
    public let name: String
    public let results: [ReconcileReport.Result]

    public init(kind: String, name: String, results: [ReconcileReport.Result]) {
      self.kind = kind
      self.name = name
      self.results = results
    }
  }

  /// `github.com/acme/ops`.
  public let repository: String
  /// The worst of all: `ok`, `info`, `warn`, `undecided`, `fail`.
  public let outcome: String
  public let parts: [Part]

  public init(repository: String, outcome: String, parts: [Part]) {
    self.repository = repository
    self.outcome = outcome
    self.parts = parts
  }
}

extension GitHubCheckReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    [
      "\(outcome, ReconcileReport.label(outcome))\(": \(repository) beside the policy", .quiet)"
    ]
      + parts.flatMap { part in
        [Text(), "\(part.kind) \(part.name, .environment)"]
          + (part.results.isEmpty ? [Text("  as the policy expects", .quiet)] : [])
          + part.results.flatMap { result -> [Text] in
            let line: Text =
              "  \(result.outcome, ReconcileReport.label(result.outcome))\(" \(result.kind): ", .quiet)\(result.message)"
            return [line] + (result.hint.map { [Text("    hint: \($0)", .quiet)] } ?? [])
          }
      }
  }

  /// `environment` or `branch`, its name, outcome, class, message, hint.
  public var records: [Text] {
    parts.flatMap { part in
      part.results.map { result in
        Text(
          fields: [
            part.kind, part.name, result.outcome, result.kind, result.message, result.hint ?? "",
          ].map { Text($0) }
        )
      }
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.github-check/1",
      "repository": .string(repository),
      "outcome": .string(outcome),
      "parts": .array(
        parts.map { part in
          [
            "kind": .string(part.kind),
            "name": .string(part.name),
            "results": .array(
              part.results.map { result in
                [
                  "class": .string(result.kind),
                  "outcome": .string(result.outcome),
                  "message": .string(result.message),
                  "hint": .optional(result.hint),
                ]
              }
            ),
          ]
        }
      ),
    ]
  }
}
