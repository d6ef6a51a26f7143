import Gate
import Git
import History
import Reports

/// A change that is refused for as many reasons as are asked for.
enum VerdictSample {
  /// What an attacker may call a service, a tag or a commit.
  static let hostile = [
    "a::error file=x::pwned", "b\n::warning::pwned", "c|<img src=x>`@all`[l](http://x)",
    "d\u{1b}[31m",
    "e%0A::error::x", "f,title=z:y", "##[error]g", "h\u{202e}evil", "i&amp;<b>", "j]]>",
    "k\u{0}\u{FFFE}",
  ]

  static func report(services: [String], subject: String = "Bring it all") throws -> VerifyReport {
    let policy = try Policy.read(
      Array(
        """
        version: 1
        repository: git.example/acme/ops
        pointers: [{ path: "apps/{service}/{environment}.yaml", key: tag }]
        environments:
          - { name: dev, gate: automatic }
          - { name: production, from: dev, gate: automatic }
        """.utf8
      )
    )
    let person = World.signature("Ana", hoursAgo: 1)
    let change = EnvironmentChange(
      environment: "production",
      base: World.id(1),
      commit: World.id(2),
      tree: World.id(3),
      isOnMainline: true,
      moves: services.map { service in
        ChangeMove(
          service: service,
          path: "apps/\(service)/production.yaml",
          key: "tag",
          before: nil,
          after: WrittenTag(tag: "v1"),
          lastSet: nil
        )
      },
      files: [],
      authors: [],
      committer: person,
      branch: [World.id(2)]
    )
    let facts = change.moves.map { move in
      MoveFacts(
        service: move.service,
        from: nil,
        to: "v1",
        path: move.path,
        source: "dev",
        ranInSource: false
      )
    }
    let verdict = Gate.judge(
      GateCase(change: change, reference: nil, policy: policy, moves: facts, time: World.now)
    )
    let entry = VerifyReport.Entry(
      change: change,
      verdict: verdict,
      kind: "added",
      subject: subject,
      lines: ["apps/api/production.yaml": 7]
    )
    return VerifyReport(
      scope: .current,
      head: World.id(2),
      environments: ["dev", "production", "policy"],
      entries: [entry],
      findings: [Finding(.policy, .warning, "the policy is untrusted")]
    )
  }
}
