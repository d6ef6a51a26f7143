import Foundation
import OpsTestSupport
import Testing

/// An ops repository whose production asks for two approvals, with people and a machine whose keys are known.
///
/// `main` stands after the layout; the branch `raise-api`, by Dan, would bring api v1.1.0 to production.
struct Acme {
  /// Somebody who runs commands with their own key.
  struct Actor {
    let name: String
    let repository: GitFolder
    let variables: [String: String]

    /// Runs a command a minute after the last thing that happened, so that records have an order.
    @discardableResult
    func opsgate(_ arguments: String...) throws -> ProgramRun { try opsgate(arguments) }

    @discardableResult
    func opsgate(_ arguments: [String]) throws -> ProgramRun {
      repository.clock.tick()
      return try repository.opsgate(arguments, environment: variables)
    }

    /// What they see who type these command lines, whose words are divided by spaces.
    func typed(_ lines: String...) throws -> String {
      try lines.map { line in
        repository.clock.tick()
        let run = try repository.opsgate(
          line.split(separator: " ").map(String.init),
          environment: variables
        )
        return "$ opsgate \(line)\n\(run.transcript)"
      }.joined(separator: "\n")
    }
  }

  let ops: OpsRepository
  private let keys: Folder

  var repository: GitFolder { ops.repository }

  static let people = ["alice", "bob", "carol", "dan"]

  static func make(
    at scratch: Folder,
    services: [String] = ["api", "web"],
    policy: (Acme) throws -> String = { try $0.policy() }
  ) throws -> Acme {
    let ops = try OpsRepository.make(at: try scratch.folder("ops"), services: services)
    let acme = Acme(ops: ops, keys: try scratch.folder("keys"))
    try acme.repository.write(".opsgate/policy.yaml", try policy(acme))
    try acme.repository.write(".opsgate/allowed_signers", try acme.allowedSigners())
    try acme.repository.commit("Say who may approve what")
    try ops.point("api", "dev", at: "v1.1.0")
    try ops.point("api", "staging", at: "v1.1.0")
    try acme.repository.branch("raise-api")
    try ops.point("api", "production", at: "v1.1.0", author: Person("Dan", "dan@acme.example"))
    try acme.repository.go(to: "main")
    return acme
  }

  /// Somebody with their key, or with another's.
  func actor(_ name: String, key: String? = nil, in other: GitFolder? = nil) throws -> Actor {
    let path = try TestKey(key ?? name).write(to: keys)
    let settings = [
      ("gpg.format", "ssh"), ("user.signingKey", path), ("user.name", name.capitalized),
      ("user.email", "\(name)@acme.example"),
    ]
    var variables = ["GIT_CONFIG_COUNT": String(settings.count)]
    for (number, setting) in settings.enumerated() {
      variables["GIT_CONFIG_KEY_\(number)"] = setting.0
      variables["GIT_CONFIG_VALUE_\(number)"] = setting.1
    }
    return Actor(name: name, repository: other ?? repository, variables: variables)
  }

  func policy() throws -> String {
    var text = ops.policy.replacing(
      "version: 1\n",
      with: "version: 1\nrepository: git.example/acme/ops\n"
    )
    text = text.replacing(
      "  - name: production\n    from: staging\n",
      with: """
          - name: production
            from: staging
            gate: { checks: [smoke], approvals: 2, approvers: [release-managers], expires: 7d }
            emergency: { approvers: [carol], approvals: 1, review-within: 24h }

        """
    )
    text += "policy-gate: { approvals: 2, approvers: [release-managers] }\npeople:\n"
    for name in Self.people {
      let key = try TestKey(name).fingerprint
      text += "  \(name): { emails: [\(name)@acme.example], keys: ['\(key)'] }\n"
    }
    text += """
      teams:
        release-managers: [alice, bob, dan]
      checkers:
        ci: { keys: ['\(try TestKey("ci").fingerprint)'], may: [checks] }

      """
    return text
  }

  func allowedSigners() throws -> String {
    try (Self.people + ["ci"]).map { name in
      "\(name)@acme.example namespaces=\"opsgate\" \(try TestKey(name).publicLine)\n"
    }.joined()
  }
}

/// What signs and names is another in every run: records' names and notes' commits are numbered instead.
func stable(_ text: String) -> String {
  var numbers: [Substring: Int] = [:]
  var stable = ""
  var rest = text[...]
  while let match = rest.firstMatch(of: /sha256:[0-9a-f]{12,64}/) {
    stable += rest[..<match.range.lowerBound]
    // A short name and the whole one are one record.
    let key = match.output.prefix("sha256:".count + 12)
    let number = numbers[key] ?? numbers.count + 1
    numbers[key] = number
    stable += "sha256:<\(number)\(match.output.count > key.count ? "" : "…")>"
    rest = rest[match.range.upperBound...]
  }
  return (stable + rest).replacing(/"nonce":"[0-9a-f]{32}"/, with: "\"nonce\":\"…\"")
}
