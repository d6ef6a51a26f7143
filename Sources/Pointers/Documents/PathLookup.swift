/// Follows dotted keys through a document tree; each step goes from a list of places to the next.
struct PathLookup {
  /// A node that was reached, and how.
  struct Place {
    var node: Int
    var captures: Captures
    /// A node that more than one path leads to, on the way here.
    var shared: Int?
    /// Whether the last step took any key that there was.
    var isCaptured = false
  }

  let tree: DocumentTree

  /// The places that a path leads to, from the root of one document, in the file's order.
  func places(_ path: ScalarPath, from root: Int, _ bound: Captures) -> [Place] {
    var places = [entered(Place(node: root, captures: bound))]
    for step in path.steps {
      var next: [Place] = []
      for place in places { next += follow(step, from: place) }
      places = next
    }
    return places
  }

  /// The ways in which a document meets all conditions.
  func matches(_ conditions: [DocumentCondition], root: Int, _ bound: Captures) -> [Captures] {
    var ways = [bound]
    for condition in conditions {
      var next: [Captures] = []
      for way in ways {
        for place in places(condition.path, from: root, way) {
          guard case .scalar = tree.nodes[place.node].kind else { continue }
          next += condition.value.matches(tree.nodes[place.node].text, place.captures)
        }
      }
      ways = next
    }
    return ways
  }

  /// Steps through an alias, and remembers that others step here too.
  private func entered(_ place: Place) -> Place {
    var place = place
    if case .alias(let target) = tree.nodes[place.node].kind {
      place.node = target
      place.shared = target
    } else if tree.nodes[place.node].isReferenced {
      place.shared = place.node
    }
    return place
  }

  private func follow(_ step: ScalarPath.Step, from place: Place) -> [Place] {
    switch (step, tree.nodes[place.node].kind) {
    case (.key(let template), .mapping):
      if let key = template.text(place.captures) {
        return value(of: key, from: place).map { [$0] } ?? []
      }
      return captured(template, from: place)
    case (.every, .mapping): return entries(of: place).map(\.value)
    case (.every, .sequence): return items(of: place)
    case (.index(let index), .sequence): return Array(items(of: place).dropFirst(index).prefix(1))
    case (.having(let key, let value), .sequence):
      return items(of: place).flatMap { having(key, value, $0) }
    default: return []
    }
  }

  private func items(of place: Place) -> [Place] {
    tree.children(of: place.node).map { child in
      entered(Place(node: child, captures: place.captures, shared: place.shared))
    }
  }

  private func having(_ key: [String], _ value: TextTemplate, _ item: Place) -> [Place] {
    var inner: Place? = item
    for name in key {
      guard let place = inner, tree.nodes[place.node].kind == .mapping else { return [] }
      inner = self.value(of: name, from: place)
    }
    guard let inner, case .scalar = tree.nodes[inner.node].kind else { return [] }
    return value.matches(tree.nodes[inner.node].text, item.captures).map { captures in
      Place(node: item.node, captures: captures, shared: item.shared)
    }
  }

  private func captured(_ template: TextTemplate, from place: Place) -> [Place] {
    entries(of: place).flatMap { entry in
      template.matches(entry.key, place.captures).map { captures in
        Place(
          node: entry.value.node,
          captures: captures,
          shared: entry.value.shared,
          isCaptured: true
        )
      }
    }
  }

  private func value(of key: String, from place: Place) -> Place? {
    for mapping in merged(place) {
      var children = tree.children(of: mapping.node)
      while let child = children.next(), let value = children.next() {
        let name = tree.nodes[tree.resolved(child)]
        guard case .scalar = name.kind, name.text.isSameText(as: key) else { continue }
        return entered(Place(node: value, captures: place.captures, shared: mapping.shared))
      }
    }
    return nil
  }

  /// All keys of a mapping with their values, its own before the merged ones they override.
  private func entries(of place: Place) -> [(key: String, value: Place)] {
    var seen: Set<[UInt8]> = []
    var entries: [(key: String, value: Place)] = []
    for mapping in merged(place) {
      var children = tree.children(of: mapping.node)
      while let child = children.next(), let value = children.next() {
        let name = tree.nodes[tree.resolved(child)]
        guard case .scalar = name.kind, !isMergeKey(child),
          seen.insert(Array(name.text.utf8)).inserted
        else { continue }
        let inner = Place(node: value, captures: place.captures, shared: mapping.shared)
        entries.append((name.text, entered(inner)))
      }
    }
    return entries
  }

  private func isMergeKey(_ key: Int) -> Bool {
    tree.nodes[key].kind == .scalar(.plain) && tree.nodes[key].text == "<<"
  }

  /// A mapping and all that it merges (`<<`), nearest first, each once: merges may be a bomb.
  private func merged(_ place: Place) -> [Place] {
    var found: [Place] = []
    var seen: Set<Int> = []
    var waiting = [place]
    while let next = waiting.popLast() {
      guard tree.nodes[next.node].kind == .mapping, seen.insert(next.node).inserted else {
        continue
      }
      found.append(next)
      waiting += merges(of: next).reversed()
    }
    return found
  }

  private func merges(of place: Place) -> [Place] {
    var children = tree.children(of: place.node)
    while let key = children.next(), let value = children.next() {
      guard isMergeKey(key) else { continue }
      let inner = entered(Place(node: value, captures: place.captures, shared: place.shared))
      return tree.nodes[inner.node].kind == .sequence ? items(of: inner) : [inner]
    }
    return []
  }
}
