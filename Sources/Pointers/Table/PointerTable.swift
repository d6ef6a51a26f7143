/// All pointers of one commit, kept up to date file by file.
///
/// An update costs what the file says, not what the table holds; a pointer is put together when it is asked for.
public struct PointerTable: Sendable {
  public let layout: Layout
  var files: [FileReadings?] = []
  private var numbers: [ExactText: Int] = [:]
  /// The numbers of files that were removed, to be used again.
  private var free: [Int] = []
  var slots: [Slot: [Reference]] = [:]
  /// The files that have mistakes or could not be read.
  private var flawed: Set<Int> = []

  /// A reading, by its file and its position there.
  struct Reference: Hashable, Sendable {
    let file: Int
    let position: Int
  }

  public init(layout: Layout) { self.layout = layout }

  /// Puts a file's readings in the place of those it had before; `nil` or empty ones for a file that is gone.
  ///
  /// - Returns: The pointers whose tag, state or number of places may have changed. Lines may have shifted elsewhere.
  @discardableResult
  public mutating func update(path: String, contents: FileReadings?) -> Set<PointerKey> {
    let new = contents.flatMap { $0.isEmpty ? nil : $0 }
    let known = numbers[ExactText(path)]
    let old = known.flatMap { files[$0] }
    if let known, let old, let new, Self.sameSlots(old, new) {
      files[known] = new
      if flawed.contains(known) || !new.mistakes.isEmpty { mark(known, new) }
      return changed(old, new)
    }
    guard old != nil || new != nil else { return [] }
    let hidden = keysHidden(old, new)
    if let known, let old { remove(old, known, path) }
    if let new { insert(new, path) }
    return keys(old, new).union(hidden)
  }

  /// What is known of a pointer.
  public func state(of key: PointerKey) -> PointerState {
    EffectivePointer(table: self, key: key).state
  }

  /// The pointer, or `nil` where no file has it or a file that may have it cannot be read.
  public subscript(key: PointerKey) -> Pointer? { state(of: key).pointer }

  /// The names of all pointers that some file has: by service, then in promotion order.
  public var keys: [PointerKey] {
    var keys: Set<PointerKey> = []
    for slot in slots.keys { keys.formUnion(self.keys(of: slot)) }
    return keys.sorted { one, other in
      if one.service != other.service { return one.service < other.service }
      return layout.position(of: one.environment) ?? 0 < layout.position(of: other.environment) ?? 0
    }
  }

  /// All pointers: by service, then in promotion order.
  public var pointers: [Pointer] { keys.compactMap { self[$0] } }

  /// What is wrong with the files, by path and position.
  public var mistakes: [FileMistake] {
    flawed.flatMap { files[$0]?.mistakes ?? [] }.sorted()
  }

  /// The matches whose files could not be read, in the policy's order.
  var hidden: [HiddenMatch] {
    guard !flawed.isEmpty else { return [] }
    return flawed.flatMap { files[$0]?.hidden ?? [] }.sorted { one, other in
      (one.match.entry, one.match.template, one.mistake)
        < (other.match.entry, other.match.template, other.mistake)
    }
  }

  func keys(of slot: Slot) -> [PointerKey] {
    if let environment = slot.environment {
      return [PointerKey(service: slot.service, environment: environment)]
    }
    return layout.environments.map {
      PointerKey(service: slot.service, environment: $0.name)
    }
  }
}

extension PointerTable {
  private mutating func insert(_ readings: FileReadings, _ path: String) {
    let number = free.popLast() ?? files.count
    if number == files.count { files.append(nil) }
    files[number] = readings
    numbers[ExactText(path)] = number
    mark(number, readings)
    for (position, reading) in readings.readings.enumerated() {
      slots[reading.slot, default: []].append(Reference(file: number, position: position))
    }
  }

  private mutating func remove(_ readings: FileReadings, _ number: Int, _ path: String) {
    for slot in Set(readings.readings.map(\.slot)) {
      slots[slot]?.removeAll { $0.file == number }
      if slots[slot]?.isEmpty == true { slots[slot] = nil }
    }
    numbers[ExactText(path)] = nil
    files[number] = nil
    flawed.remove(number)
    free.append(number)
  }

  private mutating func mark(_ number: Int, _ readings: FileReadings) {
    if readings.mistakes.isEmpty, readings.hidden.isEmpty {
      flawed.remove(number)
    } else {
      flawed.insert(number)
    }
  }

  /// Whether the readings are the same ones but for their values and places, so that no reference moves.
  private static func sameSlots(_ old: FileReadings, _ new: FileReadings) -> Bool {
    old.readings.count == new.readings.count && old.hidden == new.hidden
      && zip(old.readings, new.readings).allSatisfy {
        $0.slot == $1.slot && $0.entry == $1.entry && $0.template == $1.template
      }
  }

  private func changed(_ old: FileReadings, _ new: FileReadings) -> Set<PointerKey> {
    var changed: Set<PointerKey> = []
    for (before, after) in zip(old.readings, new.readings)
    where before.scalar.value != after.scalar.value || before.scalar.isNull != after.scalar.isNull {
      changed.formUnion(keys(of: after.slot))
    }
    return changed
  }

  private func keys(_ old: FileReadings?, _ new: FileReadings?) -> Set<PointerKey> {
    let readings = (old?.readings ?? []) + (new?.readings ?? [])
    return readings.reduce(into: []) { $0.formUnion(keys(of: $1.slot)) }
  }

  /// The pointers that become known or unknown because a file can be read, or no longer can be.
  private func keysHidden(_ old: FileReadings?, _ new: FileReadings?) -> Set<PointerKey> {
    let matches = (old?.hidden ?? []) + (new?.hidden ?? [])
    if matches.isEmpty { return [] }
    return Set(keys.filter { key in matches.contains { $0.match.mayServe(key) } })
      .union(matches.flatMap { named($0.match) })
  }

  private func named(_ match: PathMatch) -> [PointerKey] {
    guard let service = match.bound.service else { return [] }
    return keys(of: Slot(service: service, environment: match.environment))
  }
}

extension PathMatch {
  /// Whether the pointer may stand in the file, by all that its path says.
  func mayServe(_ key: PointerKey) -> Bool {
    (bound.service == nil || bound.service == key.service)
      && (environment == nil || environment == key.environment)
  }
}
