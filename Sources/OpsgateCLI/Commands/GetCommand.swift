import ArgumentParser
import Pointers
import Reports

struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Print the bare tag of a service in an environment",
    usage: "opsgate get <service> <env> [--at <rev>]",
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
    switch try session.table(of: view, only: key).state(of: key) {
    case .present(let pointer):
      try refuseUncertain(pointer)
      try session.answer(TagReport(pointer, commit: view.id))
    case .unknown(let mistake): throw mistake
    case .absent: throw try absent(key, session, view)
    }
  }

  /// A script takes the tag as it is: it must be the only one, and printable.
  private func refuseUncertain(_ pointer: Pointer) throws {
    if let finding = PointerFinding(disagreementOf: pointer) { throw Failure(finding) }
    guard options.format == .json || SafeText.isSafe(pointer.tag) else {
      throw FileMistake(
        path: pointer.place.path,
        line: pointer.place.line,
        column: pointer.place.column,
        message: "the tag '\(pointer.tag)' has characters that are not safe to print",
        hint: "`--format json` prints it escaped"
      )
    }
  }

  /// Opens all files, to say whether the service's name is wrong or only this pointer is not there.
  private func absent(
    _ key: PointerKey,
    _ session: borrowing Session,
    _ view: View
  ) throws -> Failure {
    let keys = try session.table(of: view).keys
    try Names(layout: view.layout, keys: keys).check(service: key.service)
    return Failure.noPointer(key, among: keys)
  }
}
