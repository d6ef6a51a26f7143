import Gate
import Git

extension Session {
  /// What is said of every verdict: whether the policy is trusted, and which is not in force.
  func standingFindings(
    _ court: Court,
    _ trust: CourtSetting.Trust,
    isStrict: Bool
  ) async throws -> [Finding] {
    guard case .mainline(let steps, let pin) = trust else {
      return [
        Finding(
          .policy,
          .warning,
          "the policy is untrusted: it was given with --policy, and is not the repository's",
          hint: "commit one as .opsgate/policy.yaml"
        )
      ]
    }
    let shadowed = try await court.policyNotInForce(in: repository).map { step, isCertain in
      let what = "what \(step.commit.short) made of .opsgate/ is"
      let words =
        !isCertain
        ? "\(what) perhaps not in force: nobody can tell whether it passed the policy gate"
        : step.tree == nil
          ? "\(what) not in force: it may not be taken away"
          : "\(what) not in force: it did not pass the policy gate"
      return Finding(
        .policyChange,
        .note,
        words,
        hint: "`opsgate verify --env policy` says why",
        path: ".opsgate"
      )
    }
    guard let head = court.setting.mainline.last, let first = steps.first else {
      return [shadowed].compactMap(\.self)
    }
    let origin = pin == nil ? try finding(ofOriginOf: first) : nil
    return [finding(of: pin, on: head, first, isStrict: isStrict), origin].compactMap(\.self)
      + [shadowed].compactMap(\.self)
      + court.setting.doubts.map { doubt in
        // Whether records matter is for each change to say.
        Finding(
          .missing,
          doubt.subject == .history ? .undecided : .note,
          doubt.message,
          hint: doubt.hint
        )
      }
  }

  /// Where the first policy came from: by a merge that has the old mainline on its other side, anybody who can push makes a
  /// new beginning of it.
  private func finding(ofOriginOf first: PolicyStep) throws -> Finding? {
    let commit = try repository.commit(first.commit)
    // Where the history is cut off nobody knows which policy is the first, and the doubts say so.
    guard commit.parents.count > 1, let here = commit.parents.first,
      !repository.shallowBoundary.contains(first.commit)
    else { return nil }
    let isStrange = try commit.parents.dropFirst().contains { other in
      try repository.mergeBase(here, other) == nil
    }
    return Finding(
      .mainline,
      isStrange ? .undecided : .warning,
      "the first policy came in by the merge \(first.commit.short)"
        + (isStrange ? ", with a history that has nothing in common with the mainline's" : ""),
      hint:
        "make sure that this is where the mainline begins to have one, and pin it: `opsgate trust pin`"
    )
  }

  private func finding(
    of pin: TrustPin?,
    on head: ObjectID,
    _ first: PolicyStep,
    isStrict: Bool
  ) -> Finding? {
    guard let pin else {
      return Finding(
        .policy,
        isStrict ? .undecided : .note,
        "nothing is pinned: the first policy, of \(first.commit.short), is believed as it was found",
        hint: "look at it, then `opsgate trust pin`; in CI give --pin or OPSGATE_PIN"
      )
    }
    switch pin.standing(on: head, in: repository) {
    case .holds: return nil
    case .notOnMainline:
      return Finding(
        .mainline,
        .error,
        "the mainline does not come from \(pin.commit.short), which is pinned",
        hint: "find out who rewrote the mainline before you pin anew"
      )
    case .otherTree:
      return Finding(
        .policy,
        .error,
        "\(pin.commit.short) has another .opsgate/ than the one that is pinned",
        hint: "find out where the pin comes from: `opsgate trust`"
      )
    case .unknown(let error):
      return Finding(
        .missing,
        .undecided,
        "whether the pin holds cannot be told: \(error.reason)",
        hint: error.hint
      )
    }
  }
}
