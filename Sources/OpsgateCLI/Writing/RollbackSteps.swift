import Reports
import Changes
import Git
import History
import Pointers

/// Decides where services go back to.
struct RollbackSteps {
  let timeline: Timeline
  let table: PointerTable
  let environment: String
  /// The tag that was asked for; `nil` for the last good one.
  let tag: String?
  /// Whether a tag that never ran there is taken too.
  let isForced: Bool
  /// What the gate let each service be.
  var allowed: [String: AllowedTargets] = [:]

  /// The way back of one service.
  ///
  /// - Throws: `ChangeRefusal` where there is no pointer, `Failure` where there is no way back.
  func step(for service: String) throws -> Rollback.Step {
    let key = PointerKey(service: service, environment: environment)
    switch table.state(of: key) {
    case .present(let pointer): return try step(from: pointer, timeline.history(of: key))
    case .absent: throw ChangeRefusal.noPointer(key)
    case .unknown(let mistake): throw ChangeRefusal.unreadable(key, mistake)
    }
  }

  /// What this clone cannot tell of the tags that were found.
  func doubts(of services: [String]) -> [Notice] {
    guard tag == nil else { return [] }
    return services.compactMap { service in
      let history = timeline.history(of: PointerKey(service: service, environment: environment))
      guard let gap = history.gaps.first(where: \.isNotHere),
        let target = target(of: history)?.tag
      else { return nil }
      return Notice(
        .warning,
        "whether '\(target)' was rolled back from before is not known: history is not all here",
        hint: gap.hint
      )
    }
  }

  /// What ran there later than the tags that were found, and no gate let pass.
  func passedOver(by services: [String]) -> [Notice] {
    guard tag == nil else { return [] }
    return services.flatMap { service -> [Notice] in
      let history = timeline.history(of: PointerKey(service: service, environment: environment))
      guard let target = target(of: history) else { return [] }
      return history.rollbackTargets.prefix { $0.position != target.position }.map { period in
        let place = period.since.map { " (in \($0.id.short))" } ?? ""
        return Notice(
          .warning,
          "'\(period.tag ?? "")'\(place) is passed over: the gate did not let '\(service)' have it",
          hint:
            "`opsgate verify --env \(environment) --range ..` says why; `--to TAG` takes it all the same"
        )
      }
    }
  }

  /// Refuses to go on where one of the pointers holds another tag now.
  ///
  /// - Throws: `ChangeRefusal.overtaken`.
  func checkStillHold(for services: [String], in renewed: PointerTable) throws {
    for service in services {
      let key = PointerKey(service: service, environment: environment)
      let (before, after) = (table[key], renewed[key])
      guard before?.value != after?.value else { continue }
      throw ChangeRefusal.overtaken(key, expected: before?.tag, found: after?.tag)
    }
  }

  private func step(from pointer: Pointer, _ history: PointerHistory) throws -> Rollback.Step {
    let setBy = history.current?.since?.id
    let service = pointer.key.service
    guard let tag else {
      guard let target = target(of: history),
        let value = allowed[service]?.values[target.position] ?? target.value
      else { throw noWayBack(history) }
      return Rollback.Step(service: service, to: value, setBy: setBy)
    }
    let wanted = PointerValue(spelled: tag, like: pointer.value)
    if let value = history.lastPeriod(of: wanted.tag)?.value {
      return Rollback.Step(service: service, to: value, setBy: setBy)
    }
    guard isForced else { throw neverHeld(wanted.tag, history) }
    return Rollback.Step(service: service, to: wanted, setBy: setBy, isForced: true)
  }

  /// Where it goes back to: the nearest that is not held, and was allowed.
  private func target(of history: PointerHistory) -> PointerPeriod? {
    let refused = allowed[history.key.service]?.refused ?? []
    return history.rollbackTargets.first { !refused.contains($0.position) }
  }

  private func noWayBack(_ history: PointerHistory) -> Failure {
    let held = history.holds.map { "'\($0.tag)' (in \($0.move.commit.id.short))" }
    let refused = history.rollbackTargets.compactMap { period in
      period.tag.map { "'\($0)'" + (period.since.map { " (in \($0.id.short))" } ?? "") }
    }
    let reason =
      !refused.isEmpty
      ? "no gate let the other tags pass: \(refused.listed)"
      : held.isEmpty
        ? "it never ran another tag that is fixed"
        : "every other tag that it ran was rolled back from: \(held.listed)"
    return refusal("there is nothing to roll \(history.key.words) back to", reason, history)
  }

  private func neverHeld(_ tag: String, _ history: PointerHistory) -> Failure {
    var seen: Set<String> = []
    let earlier = history.earlier.compactMap(\.tag).filter { seen.insert($0).inserted }
    let reason =
      earlier.isEmpty
      ? "it never held another tag" : "it held \(earlier.map { "'\($0)'" }.listed)"
    let message = "\(history.key.words) never held '\(tag)'"
    return refusal(message, reason, history, "`--force` sets it all the same, and says so")
  }

  /// What is refused for certain, or cannot be decided where history is not all here.
  private func refusal(
    _ message: String,
    _ reason: String,
    _ history: PointerHistory,
    _ hint: String = "`--to TAG` names one knowingly"
  ) -> Failure {
    guard let gap = history.gaps.first(where: \.isNotHere) else {
      return Failure(.refused, message, because: reason, hint: hint)
    }
    let problem = Failure.Problem(
      message: message + ", as far as this clone tells",
      causes: [reason, "history is not all here: \(gap.reason)"],
      hints: [gap.hint ?? hint]
    )
    return Failure(.undecided, [problem])
  }
}

extension [String] {
  /// At most five of them.
  fileprivate var listed: String {
    let shown = prefix(5).joined(separator: ", ")
    return count > 5 ? "\(shown) and \(count - 5) more" : shown
  }
}
