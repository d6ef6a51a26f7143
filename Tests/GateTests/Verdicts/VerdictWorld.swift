import Attestations
import Gate
import Git
import History
import OpsTestSupport
import Pointers
import Testing

/// Makes what the gate judges from a line of the tables.
struct VerdictWorld {
  let policy: Policy

  static let commit = id("c"), tree = id("d"), base = id("b")
  private static let repository = "git.example/acme/ops"
  private static let digest = "sha256:" + String(repeating: "7", count: 64)
  /// 2 March 2026, a Monday, at 09:00 UTC.
  private static let time = 1_772_442_000

  // In the policy `<alice>` stands for the fingerprint of Alice's key.
  init(policy text: String) throws {
    let whole = try text.replacing(/<([a-z]+)>/) { match in
      try TestKey(String(match.1)).fingerprint
    }
    policy = try Policy.read(Array(whole.utf8), path: ".opsgate/policy.yaml")
  }

  private static func id(_ digit: Character) -> ObjectID {
    guard let id = ObjectID(hex: String(repeating: digit, count: 40)) else { fatalError() }
    return id
  }

  func verdict(on line: VerdictCase) throws -> Verdict {
    let environment = line.environment ?? "production"
    let moves = try (line.change ?? ["api v1.0.0 → v1.1.0"]).map { try Step($0) }
    let ledger = try ledger(line, environment)
    let reference = ChangeReference(
      repository: Self.repository,
      environment: environment,
      change: Self.digest
    )
    var gateCase = GateCase(
      change: change(
        environment,
        moves,
        by: line.by ?? ["erin"],
        isOnMainline: line.lands ?? true
      ),
      reference: reference,
      policy: policy,
      moves: moves.map { facts($0, environment, line) },
      restored: try line.restores.map(restored),
      words: Standing(of: ledger).words(on: reference),
      records: ledger.records,
      checks: try (line.checks ?? []).map { try check($0, environment, moves) },
      time: try time(line.at),
      now: try time(line.now ?? line.at),
      isStrict: line.strict ?? false,
      overdueReviews: line.overdue ?? [],
      notesAlarms: line.alarms ?? [],
      mainlineAlarms: line.rewritten ?? [],
      doubts: (line.doubts ?? []).map { Doubt($0, of: .history) }
        + (line.unfetched ?? []).map { Doubt($0, of: .records) }
    )
    gateCase.landedAfter = try line.after.map { try time($0) }
    if let said = line.github { gateCase.github = try word(said) }
    return Gate.judge(gateCase)
  }

  private func word(_ said: [String]) throws -> GitHubWord {
    if said == ["unknown"] { return .unknown("GitHub does not answer", hint: nil) }
    var record = GitHubRecord(source: "#812")
    for text in said {
      let match = try #require(
        text.wholeMatch(of: /(\w+) (approves|asks for changes|made it)/),
        "'\(text)'"
      )
      let name = String(match.1)
      switch match.2 {
      case "approves": record.approving.insert(name)
      case "asks for changes": record.blocking.insert(name)
      default:
        record.knowsMakers = true
        if name != "nobody" { record.makers.insert(name) }
      }
    }
    return .known(record)
  }

  private func time(_ text: String?) throws -> Int {
    guard let at = text else { return Self.time }
    let run = try Shell.run("date", ["-u", "-d", at, "+%s"]).checked().stdout
    return try #require(Int(run.prefix { $0.isNumber }))
  }

  // MARK: The change

  /// `api v1.0.0 → v1.1.0`; `none` for a pointer that is not there.
  struct Step {
    let service: String
    let from: String?
    let to: String?

    init(_ text: String) throws {
      let words = text.split(separator: " ").map(String.init)
      try #require(words.count == 4 && words[2] == "→", "'\(text)'")
      service = words[0]
      from = words[1] == "none" ? nil : words[1]
      to = words[3] == "none" ? nil : words[3]
    }

    var path: String { "apps/\(service)/values.yaml" }
  }

  private func change(
    _ environment: String,
    _ steps: [Step],
    by authors: [String],
    isOnMainline: Bool
  ) -> EnvironmentChange {
    let committer = Signature(name: "Web", email: "web@acme.example", time: 1, offset: 0)
    return EnvironmentChange(
      environment: environment,
      base: Self.base,
      commit: Self.commit,
      tree: Self.tree,
      isOnMainline: isOnMainline,
      moves: steps.map { step in
        ChangeMove(
          service: step.service,
          path: step.path,
          key: "image.tag",
          before: step.from.map { WrittenTag(tag: $0) },
          after: step.to.map { WrittenTag(tag: $0) },
          lastSet: nil
        )
      },
      files: [],
      authors: authors.map { name in
        ChangeAuthor(
          name: name,
          email: "\(name)@acme.example",
          role: .author,
          commit: Self.commit
        )
      },
      committer: committer,
      branch: [Self.commit]
    )
  }

  private func facts(_ step: Step, _ environment: String, _ line: VerdictCase) -> MoveFacts {
    let ran: [String: Bool] = ["yes": true, "no": false]
    return MoveFacts(
      service: step.service,
      from: step.from,
      to: step.to,
      path: step.path,
      source: policy.layout.environments.first { $0.name == environment }?.from,
      ranInSource: ran[line.ran ?? "yes"],
      isHeld: line.held ?? false,
      isOlder: line.older ?? false,
      isAnother: line.another
    )
  }

  private func restored(_ text: String) throws -> RestoredState {
    let age = try #require(text.split(separator: " ").first.flatMap { Int($0) }, "'\(text)'")
    return RestoredState(age: age, wasAllowed: !text.hasSuffix(", refused"))
  }

  // MARK: What was said

  private func ledger(_ line: VerdictCase, _ environment: String) throws -> Ledger {
    let spoken = try (line.said ?? []).enumerated().map { number, text in
      try Spoken(text, number: number)
    }
    var latest: [String: RecordName] = [:]
    var envelopes: [Envelope] = []
    var checks: [SignatureCheck] = []
    for word in spoken {
      let statement = Statement.approval(
        approval(word, environment, at: try time(line.at), after: latest[word.person])
      )
      let envelope = try Envelope(
        payload: statement.payload,
        signature: "-----BEGIN SSH SIGNATURE-----\n\(word.text)\n-----END SSH SIGNATURE-----\n",
        keyID: nil
      )
      latest[word.person] = envelope.name
      envelopes.append(envelope)
      checks.append(
        SignatureCheck(
          status: word.status,
          format: .ssh,
          fingerprint: try TestKey(word.key).fingerprint,
          reason: word.status == .good ? nil : "the signature is \(word.status.rawValue)"
        )
      )
    }
    let bytes = Array(envelopes.map(\.line).joined(separator: [0x0A]))
    let lines = RecordLines([Note(object: Self.commit, bytes: bytes)])
    return Ledger(lines, checks: checks) { policy.owner(of: $0)?.name }
  }

  private func approval(
    _ word: Spoken,
    _ environment: String,
    at time: Int,
    after earlier: RecordName?
  ) -> Approval {
    Approval(
      subject: Subject(commit: Self.commit, tree: Self.tree),
      decision: word.decision,
      repository: word.isOfFork ? "git.example/fork/ops" : Self.repository,
      environment: environment,
      moves: [],
      change: word.isOfOther ? "sha256:" + String(repeating: "8", count: 64) : Self.digest,
      base: Self.base,
      policy: nil,
      approver: word.person,
      issuedAt: word.isOfFuture ? time + 7200 : time - 3600,
      expiresAt: word.decision == .approve ? time + (word.isOld ? -60 : 86_400) : nil,
      seen: nil,
      supersedes: word.decision == .revoke ? [] : [earlier].compactMap(\.self),
      revokes: word.decision == .revoke ? [earlier].compactMap(\.self) : [],
      emergency: word.isEmergency
        ? Approval.Emergency(reason: "api is down", incident: "INC-42") : nil,
      nonce: Nonce(String(repeating: "0", count: 30) + String(10 + word.number)) ?? word.nonce
    )
  }

  private func check(
    _ text: String,
    _ environment: String,
    _ steps: [Step]
  ) throws -> CheckResult {
    let match = try #require(
      text.wholeMatch(of: /(\w+) (pass|fail)(?: of (\S+) (\S+))?(?: in (\w+))?/),
      "'\(text)'"
    )
    let source = policy.layout.environments.first { $0.name == environment }?.from ?? "none"
    let service = match.3.map(String.init)
    return CheckResult(
      subject: Subject(commit: Self.commit, tree: Self.tree),
      repository: Self.repository,
      environment: match.5.map(String.init) ?? source,
      name: String(match.1),
      outcome: match.2 == "pass" ? .pass : .fail,
      services: service.map { [.init(service: $0, tag: String(match.4 ?? ""))] }
        ?? steps.map { .init(service: $0.service, tag: $0.to ?? "") },
      checker: "ci",
      issuedAt: Self.time,
      seen: nil,
      nonce: Nonce(String(repeating: "1", count: 32)) ?? Spoken.anyNonce
    )
  }
}

/// `alice approves`, `bob rejects`, `carol approves as emergency`; with a signature that is not good, or what else is
/// odd, in brackets.
struct Spoken {
  let text: String
  let number: Int
  let person: String
  let decision: Decision
  let isEmergency: Bool
  private let remark: String

  init(_ text: String, number: Int) throws {
    let match = try #require(
      text.wholeMatch(
        of: /(\w+) (approves|rejects|revokes)( as emergency)?(?: \(([^)]+)\))?/
      ),
      "'\(text)'"
    )
    self.text = text
    self.number = number
    person = String(match.1)
    let decisions: [Substring: Decision] = ["approves": .approve, "rejects": .reject]
    decision = decisions[match.2] ?? .revoke
    isEmergency = match.3 != nil
    remark = match.4.map(String.init) ?? ""
  }

  var status: SignatureStatus { SignatureStatus(rawValue: remark) ?? .good }
  /// `(key of bob)`.
  var key: String {
    remark.hasPrefix("key of ") ? String(remark.dropFirst("key of ".count)) : person
  }
  var isOld: Bool { remark == "out of date" }
  var isOfFuture: Bool { remark == "of the future" }
  var isOfOther: Bool { remark == "of another change" }
  var isOfFork: Bool { remark == "in a fork" }

  var nonce: Nonce { Self.anyNonce }

  static let anyNonce: Nonce = {
    guard let nonce = Nonce(String(repeating: "2", count: 32)) else { fatalError() }
    return nonce
  }()
}
