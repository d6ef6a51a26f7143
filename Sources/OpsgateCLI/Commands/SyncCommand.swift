import ArgumentParser
import Git
import Reports

struct SyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Fetch, merge and push the records",
    usage: "opsgate sync [<remote>] [--configure]",
    discussion: """
      Records are notes below refs/notes/opsgate/. They only grow: merging keeps
      every line of both sides, nothing is ever forced, and where somebody else
      pushes at the same time it is done again. With --configure every later
      `git fetch` brings the remote's records along.

      Exit status: 1 where the remote lost or changed records that were there
      before (what was seen of them is kept), 75 where others were always
      quicker.

      EXAMPLES:
        opsgate sync
        opsgate sync origin --configure
      """
  )

  @Argument(help: ArgumentHelp("The remote; 'origin' unless git says another", valueName: "remote"))
  var remote: String?

  @Flag(help: "Let `git fetch` bring records along from now on")
  var configure = false

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let (name, sync) = try await session.notesSync(remote)
    let report = try await session.run(sync)
    if configure {
      let isNew = try await sync.configure()
      let words =
        isNew ? "brings the records along from now on" : "brings the records along already"
      session.console.say([Text("`git fetch \(name)` \(words)")])
    }
    try session.answer(report)
    session.console.warn(Self.dangers(name, try await session.configuration()))
    try session.conclude(report)
  }
}

extension SyncCommand {
  /// What would lose records here with every plain `git fetch`.
  private static func dangers(
    _ remote: String,
    _ configuration: Configuration
  ) -> [Failure.Problem] {
    configuration.strings("remote.\(remote).fetch").filter { specification in
      specification.hasSuffix(":refs/*") || specification.hasSuffix(":refs/notes/*")
        || specification.contains(":" + NotesRef.prefix)
    }.map { specification in
      Failure.Problem(
        message: "every `git fetch \(remote)` replaces the records here by the remote's: "
          + "remote.\(remote).fetch is '\(specification)'",
        hints: ["sync before you fetch, or leave refs/notes/opsgate/* out of it"]
      )
    }
  }
}

extension Session {
  /// The exchange of records with a remote: the one that was named, else the one that git would fetch from.
  func notesSync(_ name: String?) async throws -> (remote: String, sync: NotesSync) {
    let configuration = try await configuration()
    let branch = try repository.head().branchName
    let keys = [branch.map { "branch.\($0).remote" }, "remote.pushdefault"].compactMap(\.self)
    let remote =
      name ?? keys.lazy.compactMap { configuration.string($0) }.first { $0 != "." } ?? "origin"
    let sync = NotesSync(
      remote: remote,
      git: git,
      as: try await recorder(),
      signer: try CommitSigner.asked(by: configuration, git: git)
    )
    return (remote, sync)
  }

  /// Who merges.
  ///
  /// Who only fetches need not be anybody: git itself asks for no name then.
  ///
  /// - Throws: `GitError` where git knows nobody, and there are records here that might have to be merged.
  private func recorder() async throws -> Signature {
    do throws(GitError) {
      return try await Identities.committer(asking: git)
    } catch {
      guard try NotesRef.all.allSatisfy({ try repository.reference($0) == nil }) else {
        throw error
      }
      return Signature(name: "opsgate", email: "opsgate@localhost", time: now, offset: 0)
    }
  }

  /// - Throws: `Failure` where no remote has the name, `GitError`.
  fileprivate func run(_ sync: NotesSync) async throws -> NotesSyncReport {
    do throws(GitError) {
      return try await sync.run(in: repository)
    } catch {
      throw error.code == .notFound ? Failure(error, status: .usage) : Failure(error)
    }
  }

  /// Warns of what should not have happened to the remote's records.
  ///
  /// - Throws: `ExitCode` where anything did.
  func conclude(_ report: NotesSyncReport) throws {
    let restored = report.references.flatMap { reference in
      reference.restored.map {
        Failure.Problem(
          message: "\($0.removedBy == .ours ? "here" : "at '\(report.remote)'") the note on "
            + "\($0.object.short) had been removed from \(reference.name), and is there again"
        )
      }
    }
    let whoMay =
      "what was seen is kept, here and there; look who may delete or force refs/notes/* at '\(report.remote)'"
    let alarms = report.references.flatMap { reference in
      reference.alarms.map { Failure.Problem(message: "\(reference.name): \($0)", hints: [whoMay]) }
    }
    console.warn(restored + alarms)
    if !alarms.isEmpty { throw ExitCode(ExitStatus.refused.rawValue) }
  }
}

extension Head {
  /// The branch's short name, where HEAD is on one.
  fileprivate var branchName: String? {
    switch self {
    case .branch(let name, _), .unborn(let name):
      name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : nil
    case .detached: nil
    }
  }
}
