public import Git
public import Pointers

/// Copies the tags that one environment runs to the next.
public struct Promotion: Sendable {
  /// The services that shall be promoted.
  public let services: [String]
  /// The name of the environment that is changed.
  public let environment: String
  /// Where the tags come from; `nil` where only a named tag can be promoted.
  public let source: String?
  /// A tag for all of them, in place of what the environment before runs.
  public let tag: String?

  /// A promotion of these services, or of one tag.
  public init(services: [String], to environment: Environment, tag: String? = nil) {
    self.services = services
    self.environment = environment.name
    source = environment.from
    self.tag = tag
  }

  /// What the promotion would write on a commit of the branch.
  ///
  /// A pointer that holds the tag already is said and left out.
  ///
  /// - Parameters:
  ///   - branch: The full name of the branch.
  ///   - tip: The commit that it stands at.
  ///   - repository: Holds the new objects until they are kept.
  ///   - layout: Where the pointers are.
  /// - Returns: The plan, without commits where there is nothing to do.
  /// - Throws: `ChangeRefusal` where a tag cannot be promoted; `GitError`.
  public func plan(
    on branch: String,
    at tip: ObjectID,
    in repository: borrowing Repository,
    layout: Layout
  ) throws -> Plan {
    let base = try repository.commit(tip).tree
    let table = try layout.table(of: base, in: repository)
    var values: [PointerKey: PointerValue] = [:]
    for service in services {
      values[PointerKey(service: service, environment: environment)] =
        try value(of: service, in: table)
    }
    let edits = PointerEdits(layout: layout, table: table, values: values)
    let moves = try edits.moves()
    let notices =
      Notice.alreadyThere(values, moves) + Notice.floating(moves)
      + Notice.disagreements(moves, in: table)
    guard !moves.isEmpty else {
      return Plan(branch: branch, parent: tip, commits: [], notices: notices)
    }
    let tree = try edits.tree(moving: moves, in: base, of: repository)
    let message = ChangeMessage.promotion(moves, to: environment)
    return Plan(
      branch: branch,
      parent: tip,
      commits: [PlannedCommit(tree: tree, moves: moves, message: message)],
      notices: notices
    )
  }

  private func value(
    of service: String,
    in table: PointerTable
  ) throws(ChangeRefusal) -> PointerValue {
    let target = PointerKey(service: service, environment: environment)
    if let tag { return try value(tag, for: target, in: table) }
    guard let source else { throw .noSource(environment: environment) }
    let before = PointerKey(service: service, environment: source)
    let pointer = try table.pointer(before)
    guard pointer.disagreement.isEmpty else { throw .disagreeingSource(pointer) }
    guard !pointer.isFloating else { throw .floatingSource(before, tag: pointer.tag) }
    return pointer.value
  }

  /// The tag with what goes along with it, where some environment runs it now.
  private func value(
    _ tag: String,
    for target: PointerKey,
    in table: PointerTable
  ) throws(ChangeRefusal) -> PointerValue {
    for environment in table.layout.environments {
      let key = PointerKey(service: target.service, environment: environment.name)
      if let value = table[key]?.value, value.tag == tag { return value }
    }
    return PointerValue(spelled: tag, like: try table.pointer(target).value)
  }
}

extension PointerValue {
  /// What a person means by a tag on the command line: `v2@sha256:…` and `sha256:… # v2` name the
  /// companion too, for a pointer that has one.
  public init(spelled text: String, like current: PointerValue) {
    let separators = [" # ", "@"]
    let parts = separators.lazy.compactMap { separator -> (String, String)? in
      let parts = text.split(separator: separator, maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
    guard current.companion != nil, let (tag, companion) = parts.first else {
      self.init(tag: text)
      return
    }
    self.init(tag: tag, companion: companion)
  }
}
