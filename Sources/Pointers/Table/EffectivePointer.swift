/// Finds which of all places that could name a pointer's tag do.
struct EffectivePointer {
  let table: PointerTable
  let key: PointerKey

  private typealias Found = (
    reference: PointerTable.Reference, file: FileReadings, reading: Reading
  )

  var state: PointerState {
    let winners = winners
    if let mistake = mistake(hiding: winners) { return .unknown(mistake) }
    guard let first = winners.first else { return .absent }
    let places = winners.map(place)
    return .present(
      Pointer(
        key: key,
        value: first.reading.scalar.value,
        isFloating: first.reading.scalar.isNull || Tag.isFloating(first.reading.scalar.value.tag),
        places: places,
        disagreement: places.filter { !$0.value.agrees(with: places[0].value) }
      )
    )
  }

  /// Of each entry the readings by its first path that has the key; each scalar once, in the policy's order.
  private var winners: [Found] {
    var found = candidates
    if found.count < 2 { return found }
    var first: [Int: Int] = [:]
    for (_, _, reading) in found {
      first[reading.entry] = min(first[reading.entry] ?? reading.template, reading.template)
    }
    found.removeAll { first[$0.reading.entry] != $0.reading.template }
    found.sort { one, other in
      if one.reading.entry != other.reading.entry { return one.reading.entry < other.reading.entry }
      if one.file.path != other.file.path { return one.file.path < other.file.path }
      return one.reference.position < other.reference.position
    }
    var scalars: Set<Scalar> = []
    return found.filter {
      scalars.insert(Scalar(file: $0.reference.file, span: $0.reading.scalar.tagSpan)).inserted
    }
  }

  private struct Scalar: Hashable {
    let file: Int
    let span: Range<Int>
  }

  private var candidates: [Found] {
    let own = table.slots[Slot(service: key.service, environment: key.environment)] ?? []
    let base = table.slots[Slot(service: key.service, environment: nil)] ?? []
    return (own + base).compactMap { reference in
      guard let file = table.files[reference.file] else { return nil }
      return (reference, file, file.readings[reference.position])
    }
  }

  /// The mistake of a file that cannot be read and would win, or would be all that there is.
  private func mistake(hiding winners: [Found]) -> FileMistake? {
    for hidden in table.hidden where hidden.match.mayServe(key) {
      let entry = winners.first { $0.reading.entry == hidden.match.entry }
      if winners.isEmpty || entry.map({ hidden.match.template < $0.reading.template }) == true {
        return hidden.mistake
      }
    }
    return nil
  }

  private func place(_ found: Found) -> Place {
    let (reference, file, reading) = found
    return Place(
      path: file.path,
      line: reading.scalar.line,
      column: reading.scalar.column,
      key: table.layout.entries[reading.entry].query.spelled(reading.captures),
      entry: reading.entry,
      captures: reading.captures,
      scalar: reading.scalar,
      isInherited: !reading.isDirect,
      sharedWith: sharedWith(reference, file)
    )
  }

  /// The other pointers that this very scalar names the tag of.
  private func sharedWith(
    _ reference: PointerTable.Reference,
    _ file: FileReadings
  ) -> [PointerKey] {
    let group = file.sharing[reference.position] ?? [reference.position]
    var others: Set<PointerKey> = []
    for position in group {
      let reading = file.readings[position]
      for other in table.keys(of: reading.slot) where other != key && !others.contains(other) {
        let winners = EffectivePointer(table: table, key: other).winners
        if winners.contains(where: {
          $0.reference.file == reference.file && group.contains($0.reference.position)
        }) {
          others.insert(other)
        }
      }
    }
    return others.sorted()
  }
}

extension PointerValue {
  /// Whether two copies say the same: the same tag, and where both have one, the same companion.
  fileprivate func agrees(with other: PointerValue) -> Bool {
    guard tag.utf8.elementsEqual(other.tag.utf8) else { return false }
    return companion == nil || other.companion == nil || companion == other.companion
  }
}
