import Attestations
import Gate
import Git
import History
import OpsTestSupport
import Pointers
import Testing

/// A repository whose changes are judged, with records whose signatures are made up.
struct CourtWorld {
  let ops: OpsRepository
  private(set) var approvals: [Approval] = []

  var git: GitFolder { ops.repository }

  static func make(at scratch: Folder) throws -> CourtWorld {
    let world = CourtWorld(ops: try OpsRepository.make(at: scratch))
    try world.git.write(".opsgate/policy.yaml", try world.policy())
    // The first policy is believed as it is found.
    try world.git.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    return world
  }

  /// The policy, in which production asks for this.
  func policy(
    production: String = "{ approvals: 1, approvers: [alice, bob] }"
  ) throws -> String {
    var text = """
      version: 1
      repository: git.example/acme/ops
      mainline: main
      pointers:
        - path: apps/{service}/{environment}/values.yaml
          key: image.tag
      environments:
        - { name: dev, gate: automatic }
        - { name: staging, gate: automatic }
        - name: production
          gate: \(production)
          rollback: { approvals: 0, within: 2 }
      policy-gate: { approvals: 1, approvers: [alice] }
      people:

      """
    for name in ["alice", "bob"] {
      let key = try TestKey(name).fingerprint
      text += "  \(name): { emails: [\(name)@acme.example], keys: ['\(key)'] }\n"
    }
    return text
  }

  func repository() throws -> Repository { try Repository(discovering: git.path, environment: [:]) }

  /// Somebody approves what a commit or branch does to an environment.
  mutating func approve(_ revision: String, in environment: String, by person: String) async throws
  {
    let change = try await judgement(of: revision, on: environment).change
    approvals.append(
      Approval(
        subject: Subject(commit: change.commit, tree: change.tree),
        decision: .approve,
        repository: "git.example/acme/ops",
        environment: environment,
        moves: [],
        change: try ChangeDigest.digest(of: change, repository: "git.example/acme/ops"),
        base: change.base,
        policy: nil,
        approver: person,
        issuedAt: git.clock.now,
        seen: nil,
        nonce: try #require(Nonce(String(repeating: "0", count: 30) + String(10 + approvals.count)))
      )
    )
  }

  func outcome(of revision: String, on environment: String) async throws -> String {
    let verdict = try await judgement(of: revision, on: environment).verdict
    return verdict.outcome.rawValue
      + verdict.findings.filter { $0.severity != .note }.map { " \($0.rule.rawValue)" }.joined()
      + (verdict.kind == .rollback ? " rollback" : "")
  }

  func judgement(of revision: String, on environment: String) async throws -> Judgement {
    let repository = try repository()
    let tip = try #require(ObjectID(hex: try git.head("main")))
    var mainline: [ObjectID] = []
    try repository.walkMainline(from: tip) { commit in
      mainline.append(commit.id)
      return true
    }
    mainline.reverse()
    let records = try ledger()
    let court = try await Court.open(
      CourtSetting(
        mainline: mainline,
        trust: .mainline(try PolicyStep.read(on: mainline, in: repository), pin: nil),
        time: git.clock.now,
        git: GitProgram(directory: git.path, environment: Shell.plainEnvironment),
        records: { _, _ in records }
      ),
      in: repository
    )
    let commit = try #require(ObjectID(hex: try git.head(revision)))
    let judgements = try await court.judgements(of: commit, in: repository)
    return try #require(judgements.first { $0.change.environment == environment })
  }

  private func ledger() throws -> Ledger {
    let envelopes = try approvals.map { approval in
      try Envelope(
        payload: Statement.approval(approval).payload,
        signature:
          "-----BEGIN SSH SIGNATURE-----\n\(approval.nonce)\n-----END SSH SIGNATURE-----\n",
        keyID: nil
      )
    }
    let bytes = Array(envelopes.map(\.line).joined(separator: [0x0A]))
    let object = try #require(ObjectID(hex: String(repeating: "c", count: 40)))
    let lines = RecordLines(approvals.isEmpty ? [] : [Note(object: object, bytes: bytes)])
    let checks = try approvals.map { approval in
      let key = try TestKey(approval.approver).fingerprint
      return SignatureCheck(status: .good, format: .ssh, fingerprint: key)
    }
    let owners = try ["alice", "bob"].map { (try TestKey($0).fingerprint, $0) }
    return Ledger(lines, checks: checks) { key in owners.first { $0.0 == key }?.1 }
  }
}
