import ArgumentParser
import Attestations
import Gate
import Git
import Notation
import Reports

struct TrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Show or pin the policy that you trust",
    usage: "opsgate trust (show | pin [<rev>])",
    discussion: """
      The first policy of a repository is believed as it is found. A pin says which
      one you looked at: a commit of the mainline, and its .opsgate/. It is kept in
      .git/opsgate/trust, for this clone alone.

      EXAMPLES:
        opsgate trust pin
        opsgate trust pin main~1
      """,
    subcommands: [TrustShowCommand.self, TrustPinCommand.self],
    defaultSubcommand: TrustShowCommand.self
  )
}

struct TrustShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the pin, and whether it holds",
    usage: "opsgate trust show",
    discussion: """
      Exit status: 1 where the mainline does not have what was pinned, 2 where
      that cannot be told.
      """
  )

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    guard let pin = try session.pin() else {
      throw Failure(
        .refused,
        "nothing is pinned",
        because: "this clone believes the first policy that it finds",
        hint: "look at .opsgate/ on the mainline, then `opsgate trust pin`"
      )
    }
    let view = try session.view()
    switch pin.standing(on: view.id, in: session.repository) {
    case .holds: try session.answer(PinReport(pin: pin))
    case .notOnMainline:
      throw Failure(
        .refused,
        "the pin does not hold: '\(view.name)' did not come from \(pin.commit.short)",
        because: "the commit is none of its first parents",
        hint: "find out who rewrote the mainline before you pin anew"
      )
    case .otherTree:
      throw Failure(.refused, "the pin does not hold: \(pin.commit.short) has another .opsgate/")
    case .unknown(let error): throw Failure(error, status: .undecided)
    }
  }
}

struct TrustPinCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "Trust the policy of a mainline commit",
    usage: "opsgate trust pin [<rev>]",
    discussion: """
      Without <rev> it is the mainline's tip. What later changes make of the
      policy counts only where each passed the policy before it.
      """
  )

  @Argument(help: ArgumentHelp("A commit of the mainline", valueName: "rev"))
  var revision: String?

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() throws {
    let session = try Session(options)
    let view = try session.view()
    let commit = try revision.map { try session.resolve($0) } ?? view.id
    guard let tree = try PolicyTree.read(at: commit, in: session.repository) else {
      throw PolicyFile.missing(at: commit.short)
    }
    _ = try KeyRing(tree)
    let pin = TrustPin(commit: commit, tree: tree.tree)
    switch pin.standing(on: view.id, in: session.repository) {
    case .holds: break
    case .unknown(let error): throw Failure(error, status: .undecided)
    case .notOnMainline, .otherTree:
      throw Failure(
        .refused,
        "\(commit.short) is no commit of the mainline '\(view.name)'",
        because: "a branch that was merged into it is not enough",
        hint: "pin the commit that merged it"
      )
    }
    try session.repository.writePrivateFile(TrustPin.path, Array(pin.text.utf8))
    try session.answer(PinReport(pin: pin))
  }
}

extension Session {
  /// Warns where this clone pinned a policy that the mainline does not come from.
  func warnOfPin() throws {
    guard let pin = try pin() else { return }
    let view = try view()
    switch pin.standing(on: view.id, in: repository) {
    case .holds, .unknown: return
    case .notOnMainline, .otherTree:
      console.warn([
        Failure.Problem(
          message: "'\(view.name)' does not come from the policy that is pinned here",
          hints: ["`opsgate trust` says more; find out who rewrote the mainline"]
        )
      ])
    }
  }

  /// The pin that `OPSGATE_PIN` gives to every command that judges; `nil` without it.
  ///
  /// - Throws: `Failure` where it is none.
  func givenPin() throws -> TrustPin? {
    guard let text = environment["OPSGATE_PIN"] else { return nil }
    guard !text.isEmpty else {
      console.warn([
        Failure.Problem(
          message: "OPSGATE_PIN is set and empty: nothing is pinned",
          hints: ["give it what `opsgate trust pin` prints; in a workflow, define the variable"]
        )
      ])
      return nil
    }
    return try TrustPin(given: text, as: "OPSGATE_PIN")
  }

  /// The pin of this clone, if there is one.
  ///
  /// - Throws: `Failure` where the file is there and is none.
  func pin() throws -> TrustPin? {
    guard let bytes = try repository.privateFile(TrustPin.path) else { return nil }
    if let pin = TrustPin(String(decoding: bytes, as: UTF8.self)) { return pin }
    throw Failure(
      .inputOutput,
      "cannot read the pin in \(repository.commonDirectory)\(TrustPin.path)",
      because: "it is not what `opsgate trust pin` writes",
      hint: "pin anew: `opsgate trust pin`"
    )
  }
}

extension TrustPin {
  /// Reads one that was given from outside.
  ///
  /// - Throws: `Failure` where it is none.
  init(given text: String, as name: String) throws {
    guard let pin = TrustPin(text) else {
      throw Failure(
        .usage,
        "\(name) must be two ids, and is '\(text)'",
        hint: "`opsgate trust pin` prints it: 40 digits of the commit, a colon, 40 of its .opsgate/"
      )
    }
    self = pin
  }
}
