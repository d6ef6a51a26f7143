import ArgumentParser
import Attestations
import Gate
import Git
import Pointers
import Reports

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Record what a check found",
    usage: "opsgate check record <name> --env <env> --result pass|fail",
    discussion: """
      EXAMPLES:
        opsgate check record smoke --env staging --result pass --dry-run
        opsgate check record smoke --env staging --result fail --service api -n
      """,
    subcommands: [CheckRecordCommand.self]
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    throw Failure(
      .usage,
      "nothing is said to do with checks",
      hint: "`opsgate check record NAME --env ENV --result pass` records one"
    )
  }
}

/// What a check found, as it is typed.
enum CheckOutcome: String, ExpressibleByArgument, CaseIterable { case pass, fail }

struct CheckRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record what a check found in an environment",
    usage: """
      opsgate check record <name> --env <env> --result pass|fail
                           [--service <service> ...] [--tag <tag>]
                           [--url <url>]
      """,
    discussion: """
      Signs what was tested: the services of the environment with the tags that
      they run at the mainline's tip, or at the commit of --at. A record speaks of
      that commit, and holds while its tags stand there. With --tag it is refused
      where the service runs another one by now.

      The record is signed as git signs commits, with the key of one of the
      policy's `checkers` that may record checks.
      """
  )

  @Argument(help: ArgumentHelp("What the policy calls the check", valueName: "name"))
  var name: String

  @Option(name: .customLong("env"), help: ArgumentHelp("Where it was run", valueName: "env"))
  var environment: String

  @Option(help: ArgumentHelp("What it found: pass or fail", valueName: "result"))
  var result: CheckOutcome

  @Option(name: .customLong("service"), help: ArgumentHelp("Only this one", valueName: "service"))
  var services: [String] = []

  @Option(help: ArgumentHelp("The tag that was tested", valueName: "tag"))
  var tag: String?

  @Option(help: ArgumentHelp("Where the run can be read", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("The mainline commit that was tested", valueName: "rev"))
  var at: String?

  @Flag(name: [.customShort("n"), .long], help: "Show what would be signed, and sign nothing")
  var dryRun = false

  @Flag(help: "Fetch, merge and push the records afterwards, as `opsgate sync`")
  var push = false

  @Option(help: ArgumentHelp("Push to this remote", valueName: "name"))
  var remote: String?

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func validate() throws {
    guard tag == nil || services.count == 1 else {
      throw ValidationError("--tag goes with one --service")
    }
    guard remote == nil || push else {
      throw ValidationError("--remote says where to push, and --push is not given")
    }
    guard !(dryRun && push) else {
      throw ValidationError("--push and --dry-run exclude each other")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let mainline = try session.newestView(readingAround: true)
    let view = try at.map { try session.view(at: $0) } ?? mainline
    try session.checkIsOnMainline(view, mainline)
    try Names.check(environment: environment, in: view.layout)
    let trust = try await session.trustInForce(
      at: mainline.id,
      before: mainline.id,
      on: mainline
    )
    let writer = try await RecordWriter(session)
    let notebook = try await Notebook.open([NotesRef.evidence], in: session)
    let speaker = Speaker(writer, trust, now: session.now)
    session.console.warn(doubts(speaker, trust.policy))
    let statement = Statement.check(
      CheckResult(
        subject: Subject(commit: view.id, tree: view.commit.tree),
        repository: try trust.repositoryName,
        environment: environment,
        name: name,
        outcome: result == .pass ? .pass : .fail,
        services: try tested(session.table(of: view)),
        url: url,
        checker: speaker.name,
        issuedAt: session.now,
        seen: notebook.tip(of: NotesRef.evidence),
        nonce: Self.nonce()
      )
    )
    try await Recording(command: "check-record", options: recording, ref: NotesRef.evidence)
      .run([statement], with: writer, trust, in: session)
  }

  private var recording: RecordingOptions {
    var options = RecordingOptions()
    (options.yes, options.dryRun, options.push, options.remote) = (true, dryRun, push, remote)
    return options
  }

  private static func nonce() -> Nonce {
    var random = SystemRandomNumberGenerator()
    return Nonce(using: &random)
  }

  /// What ran there.
  ///
  /// - Throws: `Failure` where a service is unknown, floats, or runs another tag than was tested.
  private func tested(_ table: PointerTable) throws -> [CheckResult.Service] {
    let names = Names(layout: table.layout, keys: table.keys)
    for service in services { try names.check(service: service) }
    let all = table.keys.filter { $0.environment == environment }.map(\.service)
    return try (services.isEmpty ? all : services.unique).map { service in
      let key = PointerKey(service: service, environment: environment)
      switch table.state(of: key) {
      case .absent: throw Failure.noPointer(key, among: table.keys)
      case .unknown(let mistake): throw mistake
      case .present(let pointer):
        guard tag == nil || pointer.tag == tag else { throw overtaken(key, pointer.tag) }
        return CheckResult.Service(service: service, tag: pointer.tag)
      }
    }
  }

  private func overtaken(_ key: PointerKey, _ tag: String) -> Failure {
    Failure(
      .refused,
      "\(key.words) runs '\(tag)', and '\(self.tag ?? "")' was tested",
      hint: "name the commit that was tested with `--at REV`"
    )
  }

  /// Why the record will not count.
  private func doubts(_ speaker: Speaker, _ policy: Policy) -> [Failure.Problem] {
    let machine = policy.checkers.first { $0.name == speaker.name }
    let reason: String? =
      machine == nil
      ? "'\(speaker.name)' is none of the policy's checkers"
      : machine?.may.contains(.checks) == false
        ? "'\(speaker.name)' may not record checks"
        : speaker.status == .good
          ? nil : "its key is '\(speaker.status.rawValue)' to this repository"
    let problem = reason.map {
      Failure.Problem(
        message: "this will not count: \($0)",
        hints: ["sign with the key of a checker whose `may` has `checks`"]
      )
    }
    return [problem, unaskedFor(policy)].compactMap(\.self)
  }

  /// A name that is written differently opens nothing.
  private func unaskedFor(_ policy: Policy) -> Failure.Problem? {
    let asked = Set(
      policy.layout.environments.filter { $0.from == environment }.flatMap(policy.checks)
    )
    guard !asked.isEmpty, !asked.contains(name) else { return nil }
    let hint =
      didYouMean(name, among: asked) ?? "they ask for " + asked.sorted().joined(separator: ", ")
    return Failure.Problem(
      message: "no gate behind '\(environment)' asks for '\(name)'",
      hints: [hint]
    )
  }
}

extension Session {
  /// - Throws: `Failure` where the mainline never stood at the commit: nothing ran there then.
  fileprivate func checkIsOnMainline(_ view: View, _ mainline: View) throws {
    var isThere = false
    try repository.walkMainline(from: mainline.id) { step in
      isThere = step.id == view.id
      return !isThere
    }
    guard !isThere else { return }
    throw Failure(
      .usage,
      "\(view.id.short) is no commit of the mainline '\(mainline.name)'",
      because: "what was tested ran from the mainline",
      hint: "name the mainline commit that was deployed: `--at REV`"
    )
  }
}

extension Policy {
  /// The checks that an environment's gate names.
  fileprivate func checks(of environment: Environment) -> [String] {
    guard case .requirements(let gate)? = self.environment(named: environment.name)?.gate else {
      return []
    }
    return gate.checks
  }
}
