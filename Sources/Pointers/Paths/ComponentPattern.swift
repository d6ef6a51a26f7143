/// One component of a path template that is more than literal: `values-{environment}.yaml`, `{service}`, `*`.
struct ComponentPattern: Hashable, Sendable {
  enum Token: Hashable, Sendable {
    case literal([UInt8])
    /// `*`: any characters, or none.
    case any
    case service
    case environment
  }

  let tokens: [Token]

  /// What a path said so far: the text behind `{service}` and the spelling behind `{environment}`.
  struct Binding: Hashable, Sendable {
    var service: String?
    var environment: String?
  }

  /// All distinct ways in which the component can be read, given what the components before it said.
  ///
  /// Nothing but the declared spellings is taken for an environment. `nil` where there are so many that nobody could tell them apart.
  func readings(
    of component: Substring,
    after binding: Binding,
    spellings: [String]
  ) -> [Binding]? {
    if tokens == [.service], binding.service == nil {
      return component.isEmpty
        ? [] : [Binding(service: String(component), environment: binding.environment)]
    }
    guard beginsAndEnds(component) else { return [] }
    let bytes = Array(component.utf8)
    var states = [State(position: 0, binding: binding)]
    for index in tokens.indices {
      guard let next = step(index, states, bytes, spellings) else { return nil }
      if next.isEmpty { return [] }
      states = next
    }
    var found: [Binding] = []
    for state in states where state.position == bytes.count && !found.contains(state.binding) {
      found.append(state.binding)
    }
    return found
  }

  /// What most components fail at, and what costs nothing.
  private func beginsAndEnds(_ component: Substring) -> Bool {
    if case .literal(let literal)? = tokens.first, !component.utf8.starts(with: literal) {
      return false
    }
    guard case .literal(let literal)? = tokens.last else { return true }
    return component.utf8.suffix(literal.count).elementsEqual(literal)
  }

  /// Only hostile names are ever in so many states, and they must not cost time.
  private static let limit = 4096

  private struct State: Hashable {
    var position: Int
    var binding: Binding
  }

  private func step(
    _ index: Int,
    _ states: [State],
    _ bytes: [UInt8],
    _ spellings: [String]
  ) -> [State]? {
    var seen: Set<State> = []
    var next: [State] = []
    for state in tokens[index] == .any ? firstOfEachBinding(states) : states {
      for following in advance(index, state, bytes, spellings) where seen.insert(following).inserted
      {
        next.append(following)
      }
      if next.count > Self.limit { return nil }
    }
    return next
  }

  /// What `*` reaches from a place it reaches from every earlier one too.
  private func firstOfEachBinding(_ states: [State]) -> [State] {
    var first: [Binding: Int] = [:]
    for state in states {
      first[state.binding] = min(first[state.binding] ?? state.position, state.position)
    }
    return first.map { State(position: $1, binding: $0) }
  }

  private func advance(
    _ index: Int,
    _ state: State,
    _ bytes: [UInt8],
    _ spellings: [String]
  ) -> [State] {
    switch tokens[index] {
    case .literal(let literal): return consume(literal, state, bytes)
    case .any:
      return ends(index, from: state.position, bytes).map {
        State(position: $0, binding: state.binding)
      }
    case .service:
      if let bound = state.binding.service { return consume(Array(bound.utf8), state, bytes) }
      return ends(index, from: state.position + 1, bytes).map { end in
        let service = String(decoding: bytes[state.position..<end], as: UTF8.self)
        let binding = Binding(service: service, environment: state.binding.environment)
        return State(position: end, binding: binding)
      }
    case .environment:
      if let bound = state.binding.environment { return consume(Array(bound.utf8), state, bytes) }
      return spellings.flatMap { spelling in
        consume(Array(spelling.utf8), state, bytes).map {
          let binding = Binding(service: state.binding.service, environment: spelling)
          return State(position: $0.position, binding: binding)
        }
      }
    }
  }

  private func consume(_ text: [UInt8], _ state: State, _ bytes: [UInt8]) -> [State] {
    guard bytes.dropFirst(state.position).starts(with: text) else { return [] }
    return [State(position: state.position + text.count, binding: state.binding)]
  }

  /// Where a wildcard may end: where the literal behind it begins, or at the component's end if it is the last.
  private func ends(_ index: Int, from start: Int, _ bytes: [UInt8]) -> [Int] {
    guard start <= bytes.count else { return [] }
    guard index + 1 < tokens.count else { return [bytes.count] }
    guard case .literal(let literal) = tokens[index + 1], let first = literal.first else {
      return Array(start...bytes.count)
    }
    return (start..<bytes.count).filter { bytes[$0] == first }
  }
}
