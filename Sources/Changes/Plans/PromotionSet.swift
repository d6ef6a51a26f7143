public import Git
public import Pointers

/// Promotions to several environments, each as a commit of its own.
///
/// All tags are those of the commit that it begins on: what one of them brings to staging goes no further in the same run.
public struct PromotionSet: Sendable {
  /// What one environment takes over.
  public struct Part: Hashable, Sendable {
    public let environment: String
    public let source: String
    public let services: [String]

    public init(environment: String, source: String, services: [String]) {
      self.environment = environment
      self.source = source
      self.services = services
    }
  }

  public let parts: [Part]

  public init(_ parts: [Part]) { self.parts = parts }

  /// What the promotions would write on a commit of the branch.
  ///
  /// - Parameters:
  ///   - branch: The full name of the branch.
  ///   - tip: The commit that it stands at.
  ///   - repository: Holds the new objects until they are kept.
  ///   - layout: Where the pointers are.
  /// - Returns: The plan, with a commit for each environment that something moves in.
  /// - Throws: `ChangeRefusal` where a tag cannot be promoted; `GitError`.
  public func plan(
    on branch: String,
    at tip: ObjectID,
    in repository: borrowing Repository,
    layout: Layout
  ) throws -> Plan {
    let start = try repository.commit(tip).tree
    let running = try layout.table(of: start, in: repository)
    var base = start
    var commits: [PlannedCommit] = []
    for part in parts {
      let table = base == start ? running : try layout.table(of: base, in: repository)
      var values: [PointerKey: PointerValue] = [:]
      for service in part.services {
        let source = PointerKey(service: service, environment: part.source)
        let target = PointerKey(service: service, environment: part.environment)
        values[target] = try running.pointer(source).value
      }
      let edits = PointerEdits(layout: layout, table: table, values: values)
      let moves = try edits.moves()
      guard !moves.isEmpty else { continue }
      base = try edits.tree(moving: moves, in: base, of: repository)
      let message = ChangeMessage.promotion(moves, to: part.environment)
      commits.append(PlannedCommit(tree: base, moves: moves, message: message))
    }
    return Plan(branch: branch, parent: tip, commits: commits, notices: [])
  }
}
