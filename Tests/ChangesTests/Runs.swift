import Changes
import Git
import OpsTestSupport
import Pointers

/// A rollback of one service in production, whatever it ran before.
func rollback(_ tag: String, of service: String = "api") -> Rollback {
  Rollback([.init(service: service, to: PointerValue(tag: tag))], in: "production")
}

/// Runs a rollback to its end, with something to happen between plan and writing.
func run(
  _ world: CommonWorld,
  _ rollback: Rollback,
  remote: String? = nil,
  meanwhile: (Int) throws -> Void = { _ in }
) async throws -> WrittenChange {
  var turn = 0
  let layout = world.layout
  return try await ChangeRun(on: "refs/heads/main", pushingTo: remote, git: world.program).write(
    to: try world.world.open(),
    plan: { tip, repository in
      try rollback.plan(on: "refs/heads/main", at: tip, in: repository, layout: layout)
    },
    review: { _ in
      turn += 1
      try meanwhile(turn)
    }
  )
}
