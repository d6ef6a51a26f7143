import Gate
import Git
import History
import Pointers
import Reports

/// Finds which changes are judged.
struct VerifySubjects {
  /// One commit, in the environments that are asked about.
  struct Subject {
    let commit: ObjectID
    let environments: Set<String>
    /// Whether it is shown only where there is more to say than that it was allowed.
    var isBackground = false
  }

  let room: Courtroom
  /// The environments that are asked about.
  let environments: [String]

  /// What made what is there now.
  func current(in session: borrowing Session) throws -> [Subject] {
    let line = session.console.progress("looking for what made what is there")
    defer { line.end() }
    let gated = room.policy.policy.environments.filter(\.lists).map(\.name)
    let origins = try ContentOrigins.read(
      session.repository,
      head: room.view.id,
      layout: room.policy.policy.layout,
      wholly: Set(gated)
    )
    let asked = Set(environments)
    func subject(_ origin: ContentOrigins.Origin, isBackground: Bool) -> Subject? {
      guard asked.contains(origin.environment) else { return nil }
      return Subject(
        commit: origin.commit,
        environments: [origin.environment],
        isBackground: isBackground
      )
    }
    let policy: [Subject] =
      asked.contains(EnvironmentChange.policy) ? [room.lastPolicyStep].compactMap(\.self) : []
    return origins.last.compactMap { subject($0, isBackground: false) } + policy
      + origins.older.compactMap { subject($0, isBackground: true) }
  }

  /// Every commit of a range of the mainline, newest first.
  ///
  /// - Throws: `Failure` where an end is not on the mainline.
  func range(_ text: String, in session: borrowing Session) throws -> [Subject] {
    let parts = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].hasPrefix(".") else {
      throw Failure(
        .usage,
        "--range must be two revisions, and is '\(text)'",
        hint: "as in 'v1.0..main', or 'HEAD~5..' for what came since; '..' is the whole mainline"
      )
    }
    let mainline = room.court.setting.mainline
    let first = parts[0].isEmpty ? -1 : try place(String(parts[0]), in: session)
    let last = parts[1].isEmpty ? mainline.count - 1 : try place(String(parts[1]), in: session)
    guard first <= last else {
      throw Failure(
        .usage,
        "--range must begin with the older of the two, and is '\(text)'",
        hint: "turn it around: '\(parts[1])..\(parts[0])'"
      )
    }
    let asked = Set(environments)
    // Of a commit and itself nothing is between.
    return mainline[(first + 1)..<(last + 1)].reversed().map {
      Subject(commit: $0, environments: asked)
    }
  }

  private func place(_ revision: String, in session: borrowing Session) throws -> Int {
    let commit = try session.resolve(revision)
    if let place = room.court.position(of: commit) { return place }
    throw Failure(
      .usage,
      "'\(revision)' is no commit of the mainline '\(room.view.name)'",
      because: "a range is one of first parents",
      hint: "`--candidate \(revision)` judges a branch that would land"
    )
  }
}

extension Courtroom {
  /// The newest change of `.opsgate/`.
  fileprivate var lastPolicyStep: VerifySubjects.Subject? {
    guard case .mainline(let steps, _) = court.setting.trust, let last = steps.last else {
      return nil
    }
    return .init(commit: last.commit, environments: [EnvironmentChange.policy])
  }
}

extension EnvironmentPolicy {
  /// Whether the gate asks for anything.
  fileprivate var lists: Bool {
    if case .requirements = gate { true } else { false }
  }
}
