public import Git
public import Pointers

/// Points services back to tags that they ran earlier.
public struct Rollback: Sendable {
  /// One service's way back.
  public struct Step: Hashable, Sendable {
    public let service: String
    /// What the pointer shall hold again.
    public let value: PointerValue
    /// The commit that set what it holds now, if it is known; named as what is reverted.
    public let setBy: ObjectID?
    /// Whether the pointer never held the tag, and somebody insists.
    public let isForced: Bool

    public init(
      service: String,
      to value: PointerValue,
      setBy: ObjectID? = nil,
      isForced: Bool = false
    ) {
      self.service = service
      self.value = value
      self.setBy = setBy
      self.isForced = isForced
    }
  }

  public let steps: [Step]
  /// The name of the environment that is changed.
  public let environment: String

  public init(_ steps: [Step], in environment: String) {
    self.steps = steps
    self.environment = environment
  }

  /// What the rollback would write on a commit of the branch: one commit for all services.
  ///
  /// Only the pointers are edited; what else changed since stays. The notices name the tools that
  /// would undo the rollback.
  ///
  /// - Parameters:
  ///   - branch: The full name of the branch.
  ///   - tip: The commit that it stands at.
  ///   - repository: Holds the new objects until they are kept.
  ///   - layout: Where the pointers are.
  /// - Returns: The plan, without commits where there is nothing to do.
  /// - Throws: `ChangeRefusal` where a pointer cannot be edited; `GitError`.
  public func plan(
    on branch: String,
    at tip: ObjectID,
    in repository: borrowing Repository,
    layout: Layout
  ) throws -> Plan {
    let base = try repository.commit(tip).tree
    let table = try layout.table(of: base, in: repository)
    var values: [PointerKey: PointerValue] = [:]
    for step in steps {
      values[PointerKey(service: step.service, environment: environment)] = step.value
    }
    let edits = PointerEdits(layout: layout, table: table, values: values)
    let moves = try edits.moves()
    let notices =
      Notice.alreadyThere(values, moves) + Notice.floating(moves)
      + Notice.disagreements(moves, in: table)
      + (try OwnerMarker.notices(for: moves, in: table, tree: base, of: repository))
    guard !moves.isEmpty else {
      return Plan(branch: branch, parent: tip, commits: [], notices: notices)
    }
    let tree = try edits.tree(moving: moves, in: base, of: repository)
    let message = ChangeMessage.rollback(moves, in: environment, steps: steps)
    return Plan(
      branch: branch,
      parent: tip,
      commits: [PlannedCommit(tree: tree, moves: moves, message: message)],
      notices: notices
    )
  }
}
