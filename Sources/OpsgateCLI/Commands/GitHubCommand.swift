import ArgumentParser
import Gate
import Git
import GitHub
import Pointers
import Reports

struct GitHubCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "github",
    abstract: "Look at the repository's settings on GitHub",
    usage: "opsgate github check",
    discussion: """
      GitHub's Environments and branch rules stand beside the policy, and drift
      from it.

      EXAMPLES:
        opsgate github check
        opsgate github check --format json
      """,
    subcommands: [GitHubCheckCommand.self]
  )
}

struct GitHubCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare GitHub's settings with the policy",
    usage: "opsgate github check [--env <env>]",
    discussion: """
      Compares each Environment (reviewers, self-review, administrators' bypass,
      branches, wait timer) and the mainline's rules with the policy, and names
      the setting to change. What the token may not see is unknown, with the
      permission that it lacks.

      Exit status: 1 where something differs that matters, 2 where that cannot
      be told.

      EXAMPLES:
        opsgate github check --env production
        opsgate github check --format json
      """
  )

  @Option(name: .customLong("env"), help: ArgumentHelp("Only this", valueName: "env"))
  var environments: [String] = []

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let room = try await session.courtroom(CourtOptions())
    let policy = room.policy.policy
    for name in environments { try Names.check(environment: name, in: policy.layout) }
    let access = try await GitHubAccess(policy, environment: session.environment)
    let names = policy.environments.map(\.name)
      .filter { environments.isEmpty || environments.contains($0) }
    let mainline = room.mainlineName
    let line = session.console.progress("asking \(access.server.host)")
    defer { line.end() }
    let parts = try await access.open(now: session.now) { client in
      let asking = SettingsAsking(
        client: client,
        slug: access.slug,
        policy: policy,
        mainline: mainline
      )
      var parts: [SettingsAsking.Part] = []
      for name in names { parts.append(await asking.environment(name)) }
      if environments.isEmpty { parts.append(await asking.branch()) }
      return parts
    }
    let worst = parts.flatMap(\.outcomes).max() ?? .ok
    try session.answer(
      GitHubCheckReport(
        repository: "\(access.slug)",
        outcome: worst.rawValue,
        parts: parts.map(\.report)
      )
    )
    if worst == .fail { throw ExitCode(ExitStatus.refused.rawValue) }
    if worst == .undecided { throw ExitCode(ExitStatus.undecided.rawValue) }
  }
}
