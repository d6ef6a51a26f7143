public import Git
public import Notation

/// What people signed beside what GitHub says, change by change: the answer of `reconcile`.
public struct ReconcileReport: Sendable {
  /// One thing that is to be said, as the machine contract has it.
  public struct Result: Hashable, Sendable {
    /// `A1` to `X7`.
    public let kind: String
    /// `ok`, `info`, `warn`, `undecided`, `fail`.
    public let outcome: String
    public let message: String
    public let hint: String?
    /// The record's name, shortened.
    public let note: String?
    /// Where GitHub shows it.
    public let review: String?

    public init(
      kind: String,
      outcome: String,
      message: String,
      hint: String?,
      note: String?,
      review: String?
    ) {
      self.kind = kind
      self.outcome = outcome
      self.message = message
      self.hint = hint
      self.note = note
      self.review = review
    }
  }

  /// One change of one environment.
  public struct Change: Hashable, Sendable {
    public let commit: ObjectID
    public let environment: String
    public let subject: String
    /// `nil` where none is known.
    public let pullRequest: Int?
    public let url: String?
    /// `live`, or `recorded` where GitHub could not be asked and a machine had written down what it said.
    public let source: String
    /// The worst of all.
    public let outcome: String
    public let results: [Result]

    public init(
      commit: ObjectID,
      environment: String,
      subject: String,
      pullRequest: Int?,
      url: String?,
      source: String,
      outcome: String,
      results: [Result]
    ) {
      self.commit = commit
      self.environment = environment
      self.subject = subject
      self.pullRequest = pullRequest
      self.url = url
      self.source = source
      self.outcome = outcome
      self.results = results
    }
  }

  /// Where was asked: `github.com/acme/ops`.
  public let repository: String
  /// `gate` or `audit`.
  public let mode: String
  public let outcome: String
  /// Newest first.
  public let changes: [Change]
  /// How many requests it took.
  public let requests: Int

  public init(
    repository: String,
    mode: String,
    outcome: String,
    changes: [Change],
    requests: Int
  ) {
    self.repository = repository
    self.mode = mode
    self.outcome = outcome
    self.changes = changes
    self.requests = requests
  }
}

extension ReconcileReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    let count = changes.count == 1 ? "1 change" : "\(changes.count) changes"
    let words = ": \(count) beside \(repository), by \(requests) requests"
    return ["\(outcome, Self.label(outcome))\(words, .quiet)"]
      + changes.flatMap { [Text()] + $0.lines }
  }

  /// `change`, commit, environment, outcome, pull request, source; then for each thing that is said `result`, commit,
  /// environment, outcome, class, message, hint, record, address.
  public var records: [Text] {
    changes.flatMap { change in
      [
        Text(
          fields: [
            "change", change.commit.hex, change.environment, change.outcome,
            change.pullRequest.map { "#\($0)" } ?? "", change.source,
          ].map { Text($0) }
        )
      ]
        + change.results.map { result in
          Text(
            fields: [
              "result", change.commit.hex, change.environment, result.outcome, result.kind,
              result.message, result.hint ?? "", result.note ?? "", result.review ?? "",
            ].map { Text($0) }
          )
        }
    }
  }

  public var json: JSONValue {
    [
      "schema": "opsgate.reconcile/1",
      "repository": .string(repository),
      "mode": .string(mode),
      "outcome": .string(outcome),
      "requests": .number(requests),
      "changes": .array(changes.map(\.json)),
    ]
  }

  static func label(_ outcome: String) -> Label {
    switch outcome {
    case "ok", "info": .good
    case "fail": .bad
    default: .warning
    }
  }
}

extension ReconcileReport.Change {
  fileprivate var lines: [Text] {
    let pull = pullRequest.map { "  #\($0)" } ?? ""
    let recorded = source == "recorded" ? "  as recorded" : ""
    let heading: Text =
      "\(outcome, ReconcileReport.label(outcome))  \(commit.short, .commit) \(environment, .environment)\(pull)\(recorded, .quiet)  \(subject)"
    return [heading]
      + results.flatMap { result -> [Text] in
        let places = [result.note, result.review].compactMap(\.self).joined(separator: ", ")
        let line: Text =
          "  \(result.outcome, ReconcileReport.label(result.outcome))\(" \(result.kind): ", .quiet)\(result.message)\(places.isEmpty ? "" : " (\(places))", .quiet)"
        return [line] + (result.hint.map { [Text("    hint: \($0)", .quiet)] } ?? [])
      }
  }

  fileprivate var json: JSONValue {
    [
      "commit": .string(commit.hex),
      "environment": .string(environment),
      "subject": .string(subject),
      "pullRequest": .optional(pullRequest),
      "url": .optional(url),
      "source": .string(source),
      "outcome": .string(outcome),
      "results": .array(
        results.map { result in
          [
            "class": .string(result.kind),
            "outcome": .string(result.outcome),
            "message": .string(result.message),
            "hint": .optional(result.hint),
            "note": .optional(result.note),
            "review": .optional(result.review),
          ]
        }
      ),
    ]
  }
}
