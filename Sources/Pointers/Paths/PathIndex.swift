/// Many path templates at once, as a tree of their components, so that a path is read in one pass.
struct PathIndex: Sendable {
  /// A way in which one template reads one path.
  struct Match: Hashable, Sendable {
    /// The number under which the template was added.
    let template: Int
    let binding: ComponentPattern.Binding
  }

  private struct Node: Sendable {
    var literals: [ExactText: Int] = [:]
    var patterns: [(pattern: ComponentPattern, next: Int)] = []
    /// The same, to find the one that is already there.
    var known: [ComponentPattern: Int] = [:]
    /// The node behind a `**` that may begin here.
    var deep: Int?
    /// Whether this node is behind a `**`, and swallows any component.
    var isDeep = false
    var ends: [Int] = []
  }

  private struct State: Hashable {
    let node: Int
    let binding: ComponentPattern.Binding
  }

  /// No honest path is read in so many ways at once; one that is gets called ambiguous.
  private static let limit = 256

  private var nodes = [Node()]
  private let spellings: [String]

  /// - Parameter spellings: the declared spellings of environments in paths.
  init(spellings: [String]) { self.spellings = spellings }

  mutating func add(_ template: PathTemplate, number: Int) {
    var node = 0
    for component in template.components { node = child(of: node, for: component) }
    nodes[node].ends.append(number)
  }

  private mutating func child(of node: Int, for component: PathTemplate.Component) -> Int {
    switch component {
    case .literal(let name):
      if let next = nodes[node].literals[ExactText(name)] { return next }
      nodes[node].literals[ExactText(name)] = nodes.count
    case .pattern(let pattern):
      if let next = nodes[node].known[pattern] { return next }
      nodes[node].known[pattern] = nodes.count
      nodes[node].patterns.append((pattern, nodes.count))
    case .deep:
      if nodes[node].isDeep { return node }
      if let next = nodes[node].deep { return next }
      nodes[node].deep = nodes.count
    }
    nodes.append(Node(isDeep: component == .deep))
    return nodes.count - 1
  }

  /// All ways in which templates read the path; `nil` where there are too many to be told apart.
  func matches(_ path: String) -> [Match]? {
    guard let states = states(after: path) else { return nil }
    var found: [Match] = []
    var seen: Set<Match> = []
    for state in states {
      for end in nodes[state.node].ends {
        let match = Match(template: end, binding: state.binding)
        if seen.insert(match).inserted { found.append(match) }
      }
    }
    return found
  }

  /// Whether a path below the directory may match; the root is the empty directory.
  func mayContain(directory: String) -> Bool {
    mayContain(directory: directory) { _ in true }
  }

  /// The same for paths that say no other service and no other environment than `wanted` does.
  func mayContain(directory: String, of wanted: ComponentPattern.Binding) -> Bool {
    mayContain(directory: directory) { found in
      (found.service == nil || found.service == wanted.service)
        && (found.environment == nil || found.environment == wanted.environment)
    }
  }

  private func mayContain(
    directory: String,
    where isWanted: (ComponentPattern.Binding) -> Bool
  ) -> Bool {
    if directory.isEmpty { return nodes.count > 1 }
    guard let states = states(after: directory) else { return true }
    return states.contains { state in
      let node = nodes[state.node]
      return isWanted(state.binding)
        && (node.isDeep || node.deep != nil || !node.literals.isEmpty || !node.patterns.isEmpty)
    }
  }

  private func states(after path: String) -> [State]? {
    var states: [State] = []
    enter(0, ComponentPattern.Binding(), &states)
    for component in path.split(separator: "/", omittingEmptySubsequences: false) {
      var next: [State] = []
      for state in states {
        guard step(state, component, &next) else { return nil }
      }
      if next.isEmpty { return [] }
      states = next
    }
    return states
  }

  /// - Returns: whether the states are still few enough to go on.
  private func step(_ state: State, _ component: Substring, _ next: inout [State]) -> Bool {
    let node = nodes[state.node]
    if node.isDeep { enter(state.node, state.binding, &next) }
    if !node.literals.isEmpty, let child = node.literals[ExactText(String(component))] {
      enter(child, state.binding, &next)
    }
    for (pattern, child) in node.patterns {
      let readings = pattern.readings(
        of: component,
        after: state.binding,
        spellings: spellings
      )
      guard let readings, readings.count + next.count <= Self.limit else { return false }
      for binding in readings { enter(child, binding, &next) }
    }
    return true
  }

  /// Adds the state, and the one behind a `**` that begins there and stands for no component.
  private func enter(_ node: Int, _ binding: ComponentPattern.Binding, _ states: inout [State]) {
    let state = State(node: node, binding: binding)
    if !states.contains(state) { states.append(state) }
    if let deep = nodes[node].deep { enter(deep, binding, &states) }
  }
}
