import Gate
import Git
import Pointers
import Reports

/// A commit that a command is asked about, with the policy that holds there.
struct View: Sendable {
  let commit: Commit
  /// How people call the commit: a branch, or what was typed.
  let name: String
  let policy: Policy
  /// The branch by its full name, where the commit is the tip of the mainline and a local branch stands there.
  let branch: String?
  /// Whether the commit's own policy is wrong or gone, and `policy` is the last one that was right.
  var isPastMistakes = false
  /// Whether somebody chose the commit, which may be any; if not, it is the mainline's tip.
  var isChosen = false

  var id: ObjectID { commit.id }
  var layout: Layout { policy.layout }

  var moment: StatusReport.Moment {
    StatusReport.Moment(commit: commit.id, time: commit.committer.time, name: name)
  }
}

extension Session {
  /// The commit that `--at` names, else the tip of the mainline.
  ///
  /// The mainline is the branch that the policy at HEAD (or that of `--policy`) names: the local one, else
  /// `origin`'s, which is all that a checkout of CI has. A policy that names none means HEAD.
  ///
  /// - Parameters:
  ///   - revision: What was typed.
  ///   - tellsAge: Whether the user is told that the local branch is behind.
  /// - Returns: The commit, with its policy.
  /// - Throws: `Failure` for an unknown revision or a missing policy; `PolicyMistakes`, `FileMistake`, `GitError`.
  func view(at revision: String? = nil, tellsAge: Bool = true) throws -> View {
    if let revision {
      var view = try view(of: resolve(revision), revision, branch: nil)
      view.isChosen = true
      return view
    }
    let head = try repository.head()
    guard let commit = head.commit else { throw unborn(head) }
    let (name, branch) = head.spelled
    let policy = try policy(at: repository.commit(commit), name)
    guard let mainline = policy.mainline else { return try view(of: commit, name, branch: branch) }
    return try view(ofMainline: mainline, head, tellsAge: tellsAge)
  }

  /// The same branch at a commit where it stands meanwhile.
  ///
  /// - Parameters:
  ///   - tip: The commit.
  ///   - view: The branch as it was seen.
  ///   - policy: The one that counts; `nil` for the commit's own.
  /// - Returns: The view.
  /// - Throws: `Failure` for a missing policy; `PolicyMistakes`, `FileMistake`, `GitError`.
  func view(of tip: ObjectID, _ view: View, by policy: Policy? = nil) throws -> View {
    if let policy {
      let commit = try repository.commit(tip)
      return View(commit: commit, name: view.name, policy: policy, branch: view.branch)
    }
    if tip == view.id { return view }
    do {
      return try self.view(of: tip, view.name, branch: view.branch)
    } catch  where view.isPastMistakes && isOfPolicy(error) {
      let commit = try repository.commit(tip)
      return View(
        commit: commit,
        name: view.name,
        policy: view.policy,
        branch: view.branch,
        isPastMistakes: true
      )
    }
  }

  /// Whether an error is about the policy file, which an earlier one may stand in for.
  private func isOfPolicy(_ error: any Error) -> Bool {
    if let mistake = error as? FileMistake { return !mistake.isNotHere }
    return error is PolicyMistakes || error is PolicyMissing
  }

  /// The mainline as the last policy that can be read names it: a wrong one must not keep it from being judged, nor a
  /// service from being rolled back.
  ///
  /// - Parameter isTold: Whether the user is warned that it is an earlier one, or that the branch is behind.
  /// - Returns: The mainline.
  /// - Throws: As `view(at:tellsAge:)`, where none can be read.
  func viewPastMistakes(isTold: Bool = true) throws -> View {
    do {
      return try view(tellsAge: isTold)
    } catch  where givenPolicy == nil && isOfPolicy(error) {
      guard let (policy, commit) = try lastReadablePolicy() else { throw error }
      if isTold {
        let problem = Failure.Problem(
          message: "the policy here is wrong or gone, and that of \(commit.short) stands in for it",
          hints: ["`opsgate verify --env policy` says what is in force"]
        )
        console.warn([problem])
      }
      guard let name = policy.mainline else {
        let head = try repository.head()
        let (name, branch) = head.spelled
        return try View(
          commit: repository.commit(head.commit ?? commit),
          name: name,
          policy: policy,
          branch: branch,
          isPastMistakes: true
        )
      }
      let local = "refs/heads/" + name
      let branch = try repository.reference(local)
      guard let tip = try branch ?? repository.reference("refs/remotes/origin/" + name) else {
        throw error
      }
      return View(
        commit: try repository.commit(tip),
        name: branch == nil ? "origin/" + name : name,
        policy: policy,
        branch: branch == nil ? nil : local,
        isPastMistakes: true
      )
    }
  }

  private func lastReadablePolicy() throws -> (policy: Policy, commit: ObjectID)? {
    guard let head = try repository.head().commit else { return nil }
    var found: (Policy, ObjectID)?
    try repository.walkMainline(from: head) { commit in
      // One that is wrong too is passed over like the first.
      found = (try? PolicyFile.read(in: commit.tree, of: repository)).map { ($0, commit.id) }
      return found == nil
    }
    return found
  }

  /// The commit that a revision typed by the user names.
  func resolve(_ revision: String) throws -> ObjectID {
    do throws(GitError) {
      return try repository.resolve(revision)
    } catch {
      // What can be no reference's name is none.
      let remote = try? repository.reference("refs/remotes/origin/" + revision)
      if error.code == .notFound, remote != nil {
        throw Failure(
          .usage,
          "no branch is called '\(revision)' here",
          hint: "did you mean 'origin/\(revision)'?"
        )
      }
      let isTyped = [.notFound, .ambiguous, .invalid].contains(error.code)
      throw isTyped ? Failure(error, status: .usage) : Failure(error)
    }
  }

  func view(ofMainline name: String, _ head: Head, tellsAge: Bool = true) throws -> View {
    let local = "refs/heads/" + name
    if let id = try repository.reference(local) {
      if tellsAge { try sayWhetherBehind(name, id) }
      return try view(of: id, name, branch: local)
    }
    if let id = try repository.reference("refs/remotes/origin/" + name) {
      return try view(of: id, "origin/" + name, branch: nil)
    }
    if case .unborn(local) = head { throw unborn(head) }
    throw Failure(
      .noRepository,
      "there is no branch '\(name)' here, which the policy names as the mainline",
      hint: try mainlineHint(name, head)
    )
  }

  private func mainlineHint(_ name: String, _ head: Head) throws -> String {
    if case .branch(let branch, _) = head,
      try repository.references(under: "refs/remotes/").isEmpty
    {
      return "if '\(Head.short(branch))' is the mainline, say so in the policy: "
        + "`mainline: \(Head.short(branch))`"
    }
    return "fetch it: `git fetch origin \(name):\(name)`"
  }

  /// What is read here may be yesterday's: the remote's branch, as last fetched, can be ahead.
  private func sayWhetherBehind(_ name: String, _ tip: ObjectID) throws {
    guard let remote = try repository.reference("refs/remotes/origin/" + name), remote != tip,
      try repository.knows(tip, in: remote)
    else { return }
    console.note(
      Failure.Problem(
        message: "'\(name)' here is behind 'origin/\(name)'",
        hints: ["`git pull --ff-only` brings it up to date; `--at origin/\(name)` reads that one"]
      )
    )
  }

  private func view(of id: ObjectID, _ name: String, branch: String?) throws -> View {
    let commit = try repository.commit(id)
    return View(commit: commit, name: name, policy: try policy(at: commit, name), branch: branch)
  }

  private func policy(at commit: Commit, _ name: String) throws -> Policy {
    if let givenPolicy { return givenPolicy }
    guard let policy = try PolicyFile.read(in: commit.tree, of: repository) else {
      throw PolicyMissing(name: name)
    }
    return policy
  }

  private func unborn(_ head: Head) -> Failure {
    guard case .unborn(let name) = head else {
      return Failure(.noRepository, "HEAD names no commit")
    }
    return Failure(
      .noRepository,
      "the branch '\(Head.short(name))' has no commit yet",
      hint: "commit the files that say what runs where, and \(Policy.defaultPath)"
    )
  }
}

extension Head {
  fileprivate static func short(_ name: String) -> String {
    name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
  }

  /// How people call it, and the branch that it stands on.
  fileprivate var spelled: (name: String, branch: String?) {
    switch self {
    case .branch(let name, _), .unborn(let name): (Self.short(name), name)
    case .detached(let commit): (commit.short, nil)
    }
  }
}
