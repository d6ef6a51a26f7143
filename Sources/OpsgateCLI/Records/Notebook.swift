import Attestations
import Git
import Reports

/// The records that this clone has: its own notes, and those of its remotes as they were last fetched.
///
/// Both are read, so that what was fetched counts before it is merged. A record that stands in both is one.
struct Notebook: Sendable {
  /// One notes reference.
  struct Page: Sendable {
    /// The full name.
    let ref: String
    let tip: ObjectID
  }

  let pages: [Page]
  /// The remotes of which nobody knows whether they have records, since they were never asked.
  let unasked: [String]

  /// The tip of our own notes of one kind; `nil` where there are none.
  func tip(of ref: String) -> ObjectID? { pages.first { $0.ref == ref }?.tip }

  /// Finds the references.
  ///
  /// - Parameters:
  ///   - kinds: Our own references' full names.
  ///   - session: The run.
  /// - Returns: Those of this clone, and those last fetched.
  /// - Throws: `GitError`.
  static func open(
    _ kinds: [String] = [NotesRef.approvals, NotesRef.evidence],
    in session: borrowing Session
  ) async throws -> Notebook {
    let configuration = try await session.configuration()
    let remotes = configuration.remotes
    let names =
      kinds
      + remotes.flatMap { remote in
        kinds.map { NotesRef.remote($0, remote: remote) }
      }
    var pages: [Page] = []
    for ref in names {
      // The same notes again say nothing new.
      guard let tip = try session.repository.reference(ref),
        !pages.contains(where: { $0.tip == tip })
      else { continue }
      pages.append(Page(ref: ref, tip: tip))
    }
    return Notebook(pages: pages, unasked: try session.unasked(remotes, configuration))
  }

  /// What keeps an answer from being the whole truth.
  var doubts: [Failure.Problem] {
    unasked.map { remote in
      Failure.Problem(
        message:
          "the records of '\(remote)' were never fetched, so nobody can tell which there are",
        hints: ["`opsgate sync \(remote) --configure` fetches them, now and with every `git fetch`"]
      )
    }
  }
}

extension Session {
  /// The remotes whose records were never fetched: neither is anything here, nor would `git fetch` bring it.
  fileprivate func unasked(
    _ remotes: [String],
    _ configuration: Configuration
  ) throws -> [String] {
    var unasked: [String] = []
    for remote in remotes {
      let isFetched = configuration.strings("remote.\(remote).fetch").contains {
        // Into copies of their own, or, in a mirror, over our own.
        $0.contains(":" + NotesRef.remotePrefix(remote)) || $0.hasSuffix(":refs/*")
          || $0.contains(":refs/notes/")
      }
      let isHere = try !repository.references(under: NotesRef.remotePrefix(remote)).isEmpty
      if !isFetched, !isHere { unasked.append(remote) }
    }
    return unasked
  }
}
