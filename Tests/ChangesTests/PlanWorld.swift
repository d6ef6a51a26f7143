import Changes
import Gate
import Git
import OpsTestSupport
import Pointers
import Testing

/// An ops repository of stock git, and plans made on it.
struct PlanWorld {
  let git: GitFolder
  let layout: Layout

  init(_ git: GitFolder, policy: String) throws {
    self.git = git
    layout = try Policy.read(Array(policy.utf8), path: "policy.yaml").layout
  }

  var program: GitProgram {
    GitProgram(
      directory: git.path,
      environment: git.environment.merging(git.clock.environment) { $1 }
    )
  }

  func open() throws -> Repository {
    try Repository(discovering: git.path, environment: [:])
  }

  func environment(_ name: String) throws -> Environment {
    try #require(layout.environment(named: name))
  }

  func promotion(_ services: String..., to environment: String, tag: String? = nil) throws -> Plan {
    let repository = try open()
    let promotion = Promotion(services: services, to: try self.environment(environment), tag: tag)
    return try promotion.plan(
      on: "refs/heads/main",
      at: try repository.resolve("main"),
      in: repository,
      layout: layout
    )
  }

  func rollback(_ steps: Rollback.Step..., in environment: String) throws -> Plan {
    let repository = try open()
    return try Rollback(steps, in: environment).plan(
      on: "refs/heads/main",
      at: try repository.resolve("main"),
      in: repository,
      layout: layout
    )
  }

  /// The plan, and the tree of each of its commits written out for git to read.
  func revert(
    _ revisions: String...,
    mainline: Int? = nil,
    services: [String] = []
  ) async throws -> Plan {
    let repository = try open()
    let commits = try await repository.revertSequence(revisions, with: program)
    let revert = Revert(commits, mainlineParent: mainline, services: services)
    let plan = try await revert.plan(
      on: "refs/heads/main",
      at: try repository.resolve("main"),
      in: repository,
      layout: layout,
      git: program
    )
    try repository.keepObjects()
    return plan
  }

  /// What `git diff` says between HEAD and a plan's last tree.
  func diff(_ plan: Plan) throws -> String {
    let tree = try #require(plan.commits.last).tree
    return try git.git("diff", "--no-color", "--unified=0", "HEAD^{tree}", tree.hex)
  }
}

/// Plans on an ops repository of the common shape.
@dynamicMemberLookup
struct CommonWorld {
  let ops: OpsRepository
  let world: PlanWorld

  static func make(at scratch: Folder, services: [String] = ["api", "web"]) throws -> CommonWorld {
    let ops = try OpsRepository.make(at: scratch, services: services)
    return CommonWorld(ops: ops, world: try PlanWorld(ops.repository, policy: ops.policy))
  }

  subscript<Value>(dynamicMember path: KeyPath<PlanWorld, Value>) -> Value { world[keyPath: path] }
}

extension Plan {
  var words: [String] {
    moves.map { "\($0.service) \($0.environment) \($0.from ?? "-") \($0.to ?? "-")" }
  }
}
