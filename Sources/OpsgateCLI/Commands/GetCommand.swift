import ArgumentParser
import Pointers
import Reports

struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Print the bare tag of a service in an environment",
    discussion: """
      For scripts: the tag and a newline, or nothing and an exit status other
      than 0. It is 1 where there is no such pointer, and where its copies
      disagree, so that no single tag can be named.

      EXAMPLES:
        opsgate get api production
        opsgate get api staging --at HEAD~3
      """
  )

  @Argument(help: "The service")
  var service: String
  @Argument(help: ArgumentHelp("The environment", valueName: "env"))
  var environment: String

  @Option(help: ArgumentHelp("Ask this commit instead of the mainline's tip", valueName: "rev"))
  var at: String?

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    let view = try session.view(at: at)
    try Names.check(environment: environment, in: view.layout)
    let key = PointerKey(service: service, environment: environment)
    let snapshot = try session.snapshot(of: view, only: key)
    guard let pointer = try pointer(key, snapshot) else {
      throw try absent(key, session, view)
    }
    if let finding = PointerFinding(disagreementOf: pointer) { throw Failure(finding) }
    try session.answer(TagReport(pointer, commit: view.id))
  }

  private func pointer(_ key: PointerKey, _ snapshot: Snapshot) throws -> Pointer? {
    switch snapshot.table.state(of: key) {
    case .present(let pointer): return pointer
    case .absent: return nil
    case .unknown(let mistake):
      throw snapshot.missing.contains(mistake.path)
        ? Failure(.undecided, [Failure.Problem(mistake)]) : Failure(mistake)
    }
  }

  /// Opens all files, to say whether the service's name is wrong or only this pointer is not there.
  private func absent(
    _ key: PointerKey,
    _ session: borrowing Session,
    _ view: View
  ) throws -> Failure {
    let keys = try session.snapshot(of: view).table.keys
    try Names(layout: view.layout, keys: keys).check(service: key.service)
    let others = keys.filter { $0.service == key.service }.map(\.environment)
    return Failure(
      .refused,
      "there is no pointer of \(key.words)",
      hint: "it runs in " + others.joined(separator: ", ")
    )
  }
}
