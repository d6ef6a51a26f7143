/// Finds the readings of one file that have a tag's bytes in common.
struct SharedScalars {
  /// For a reading that is not alone: the positions of all readings of the same bytes, itself too.
  private(set) var groups: [Int: [Int]] = [:]
  /// Pairs that no layout means: another service, or environments none of which falls back to a base.
  private(set) var clashes: [(Int, Int)] = []

  init(_ readings: [Reading]) {
    guard readings.count > 1 else { return }
    let order = readings.indices.sorted {
      let (one, other) = (readings[$0].scalar.tagSpan, readings[$1].scalar.tagSpan)
      return (one.lowerBound, one.upperBound, $0) < (other.lowerBound, other.upperBound, $1)
    }
    var group: [Int] = []
    var end = -1
    for position in order {
      let span = readings[position].scalar.tagSpan
      let begins = group.first.map { readings[$0].scalar.tagSpan.lowerBound }
      if span.lowerBound < end || span.lowerBound == begins {
        group.append(position)
      } else {
        close(group, readings)
        group = [position]
      }
      end = max(end, span.upperBound)
    }
    close(group, readings)
  }

  private mutating func close(_ group: [Int], _ readings: [Reading]) {
    guard group.count > 1 else { return }
    let group = group.sorted()
    for position in group { groups[position] = group }
    var direct: Int?
    for position in group {
      if let other = stranger(to: position, direct ?? group[0], group[0], readings) {
        clashes.append((other, position))
      }
      if direct == nil, readings[position].isDirect { direct = position }
    }
  }

  /// One scalar may be read for several environments of one service only where it is somebody's base:
  /// a later path of a list, a file that serves every environment, or an anchor that others are
  /// aliases of.
  private func stranger(
    to position: Int,
    _ direct: Int,
    _ first: Int,
    _ readings: [Reading]
  ) -> Int? {
    let slot = readings[position].slot
    let isAlias = readings[first].scalar.sharedLine != nil
    if isAlias, readings[position].scalar.sharedLine != nil { return nil }
    if readings[first].slot.service != slot.service { return first }
    guard readings[position].isDirect, readings[direct].isDirect else { return nil }
    return readings[direct].slot.environment == slot.environment ? nil : direct
  }
}
