import ArgumentParser
import Gate
import Git
import History
import Reports

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether what is there, or would come, is allowed",
    usage: """
      opsgate verify [--env <env>] [--range <a>..<b> | --candidate <rev>]
                     [--at <rev>] [--as-of <time>] [--strict]
                     [--pin <commit>:<tree>] [--record] [--format <format>]
      """,
    discussion: """
      Judges every change by the policy, the keys and the revocations of the
      mainline before it. Without --range and --candidate: the changes that made
      what every environment has now, its files as well as its pointers.

      --candidate judges a branch as if it landed now, and says what is still
      missing and who can give it. --strict does not believe a first policy that
      nobody pinned, and refuses emergencies whose review is overdue.

      --record also notes what counted on the commits that landed it.
      --format takes text, json, junit, sarif and github: annotations, and what
      GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name.

      Exit status: 0 allowed, 1 refused, 2 undecided: something is not here.

      EXAMPLES:
        opsgate verify --env production --format json
        opsgate verify --range main~2..main
      """
  )

  @Option(name: .customLong("env"), help: ArgumentHelp("Only there", valueName: "env"))
  var environments: [String] = []

  @Option(help: ArgumentHelp("Every change after a, up to b", valueName: "a..b"))
  var range: String?

  @Option(help: ArgumentHelp("A branch, as if it landed now", valueName: "rev"))
  var candidate: String?

  @Option(help: ArgumentHelp("The mainline as of this commit", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Judge expiry, freezes and debts at this time", valueName: "time"))
  var asOf: String?

  @Flag(help: "Refuse what is overdue; do not believe what is not pinned")
  var strict = false

  @Option(help: ArgumentHelp("The policy that is trusted", valueName: "commit:tree"))
  var pin: String?

  @Flag(help: "Sign and record what was found, as a checkpoint")
  var record = false

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    guard range == nil || candidate == nil else {
      throw ValidationError("--range and --candidate exclude each other")
    }
    guard !record || (range == nil && candidate == nil) else {
      throw ValidationError("--record goes with what is there now, not with a range or candidate")
    }
    guard !record || asOf == nil else {
      throw ValidationError("--record and --as-of exclude each other")
    }
    guard !record || environments.isEmpty else {
      throw ValidationError("--record speaks of all environments, and --env is given")
    }
  }

  private var isOfContents: Bool { range == nil && candidate == nil }

  func run() async throws {
    let session = try Session(options, formats: OutputFormat.allCases)
    ObjectHashing.begin()
    let room = try await session.courtroom(try courtOptions(session))
    let asked = try asked(room)
    let subjects = VerifySubjects(room: room, environments: asked)
    let scope: VerifyReport.Scope
    let wanted: [VerifySubjects.Subject]
    if let range {
      scope = .range(range)
      wanted = try subjects.range(range, in: session)
    } else if let candidate {
      scope = .candidate(candidate)
      wanted = [.init(commit: try session.resolve(candidate), environments: Set(asked))]
    } else {
      scope = .current
      wanted = try subjects.current(in: session)
    }
    let report = VerifyReport(
      scope: scope,
      head: room.view.id,
      environments: asked,
      entries: try await Trial(room: room, isOfContents: isOfContents).entries(
        of: wanted,
        in: session
      ),
      findings: room.findings
    )
    if record { try await CheckpointRecording(room: room).run(report, in: session) }
    try VerdictPrinter(format: options.format).print(report, in: session)
    let status: ExitStatus =
      switch report.outcome {
      case .allowed: .done
      case .refused: .refused
      case .undecided: .undecided
      }
    if status != .done { throw ExitCode(status.rawValue) }
  }

  private func courtOptions(_ session: borrowing Session) throws -> CourtOptions {
    var options = CourtOptions(at: at, isStrict: strict)
    options.time = try asOf.map { try TimeText.required($0, "--as-of", now: session.now) }
    options.pin = try pin.map { try TrustPin(given: $0, as: "--pin") }
    return options
  }

  private func asked(_ room: Courtroom) throws -> [String] {
    for name in environments where name != EnvironmentChange.policy {
      try Names.check(environment: name, in: room.policy.policy.layout)
    }
    return environments.isEmpty
      ? room.environments : room.environments.filter(environments.contains)
  }
}
