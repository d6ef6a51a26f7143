public import Git
import Notation

/// What a check found in an environment, as a machine signed it (`urn:opsgate:check:v1`).
public struct CheckResult: Hashable, Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable { case pass, fail }

  /// What ran when the check did.
  public struct Service: Hashable, Sendable {
    public var service: String
    public var tag: String

    public init(service: String, tag: String) {
      self.service = service
      self.tag = tag
    }

    /// By their bytes: an accent can be written in two ways.
    public static func == (one: Service, other: Service) -> Bool {
      one.service.utf8.elementsEqual(other.service.utf8)
        && one.tag.utf8.elementsEqual(other.tag.utf8)
    }
  }

  /// The mainline commit that was tested.
  public var subject: Subject
  public var repository: String
  public var environment: String
  /// What the policy calls the check: `smoke`.
  public var name: String
  public var outcome: Outcome
  public var services: [Service]
  /// Where the run can be read.
  public var url: String?
  /// The machine's name in the policy.
  public var checker: String
  /// Seconds since 1970; the signer's own word.
  public var issuedAt: Int
  /// The tip of the notes that the record was made on; `nil` where there were none.
  public var seen: ObjectID?
  public var nonce: Nonce

  public init(
    subject: Subject,
    repository: String,
    environment: String,
    name: String,
    outcome: Outcome,
    services: [Service],
    url: String? = nil,
    checker: String,
    issuedAt: Int,
    seen: ObjectID?,
    nonce: Nonce
  ) {
    self.subject = subject
    self.repository = repository
    self.environment = environment
    self.name = name
    self.outcome = outcome
    self.services = services
    self.url = url
    self.checker = checker
    self.issuedAt = issuedAt
    self.seen = seen
    self.nonce = nonce
  }
}

extension CheckResult: Predicate {
  static let type = "urn:opsgate:check:v1"

  init(reading fields: inout Fields, of subject: Subject) throws(RecordMistake) {
    self.subject = subject
    repository = try fields.line("repository")
    environment = try fields.name("environment")
    name = try fields.name("name")
    outcome = try fields.word("outcome")
    services = try fields.objects("services") { fields throws(RecordMistake) in
      Service(service: try fields.name("service"), tag: try fields.tag("tag"))
    }
    url = fields.has("url") ? try fields.line("url") : nil
    checker = try fields.name("checker")
    issuedAt = try fields.time("issuedAt")
    seen = fields.has("seen") ? try fields.objectID("seen") : nil
    nonce = try fields.nonce("nonce")
  }

  var predicate: JSONValue {
    .object(present: [
      "repository": .string(repository),
      "environment": .string(environment),
      "name": .string(name),
      "outcome": .string(outcome.rawValue),
      "services": .array(
        services.map(\.json)
      ),
      "url": url.map(JSONValue.string),
      "checker": .string(checker),
      "issuedAt": .time(issuedAt),
      "seen": seen.map(JSONValue.id),
      "nonce": .string(nonce.text),
    ])
  }
}

extension CheckResult.Service {
  fileprivate var json: JSONValue { ["service": .string(service), "tag": .string(tag)] }

  /// How it stands in the payload of a record.
  public var text: String { String(decoding: json.canonical, as: UTF8.self) }
}
