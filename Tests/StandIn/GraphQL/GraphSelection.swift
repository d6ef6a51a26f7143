extension GraphExecution {
  /// The fields that are asked for of an object, each once, with all that is asked for in them.
  func fields(of selection: [QuerySelection], on type: String) -> [QueryField] {
    var order: [String] = []
    var found: [String: QueryField] = [:]
    for field in flat(selection, on: type) {
      if let earlier = found[field.key] {
        found[field.key] = earlier.adding(field.selection)
      } else {
        order.append(field.key)
        found[field.key] = field
      }
    }
    return order.compactMap { found[$0] }
  }

  private func flat(_ selection: [QuerySelection], on type: String) -> [QueryField] {
    selection.flatMap { selected -> [QueryField] in
      switch selected {
      case .field(let field): return [field]
      case .inline(let condition, let inner, _):
        return applies(condition, to: type) ? flat(inner, on: type) : []
      case .spread(let name, _):
        guard let fragment = document.fragments[name], applies(fragment.type, to: type) else {
          return []
        }
        return flat(fragment.selection, on: type)
      }
    }
  }

  private func applies(_ condition: String?, to type: String) -> Bool {
    condition.map { GraphSchema.type($0)?.members.contains(type) ?? false } ?? true
  }
}

extension QueryField {
  fileprivate func adding(_ more: [QuerySelection]) -> QueryField {
    QueryField(
      alias: alias,
      name: name,
      arguments: arguments,
      selection: selection + more,
      place: place
    )
  }
}
