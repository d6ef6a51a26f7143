/// A version as semver.org orders it, read with some patience: a `v` before it, two numbers or more than three
/// instead of three, leading zeros.
struct SemanticVersion {
  let numbers: [Digits]
  let prerelease: [ArraySlice<UInt8>]

  init?(_ tag: ArraySlice<UInt8>) {
    var text = tag
    if let first = text.first, first | 0x20 == UInt8(ascii: "v") { text = text.dropFirst() }
    let release = text.prefix { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }
    let tail = text.dropFirst(release.count)
    guard let numbers = Self.numbers(release), let identifiers = Self.identifiers(tail) else {
      return nil
    }
    self.numbers = numbers
    prerelease = identifiers
  }

  static func standing(_ one: ArraySlice<UInt8>, _ two: ArraySlice<UInt8>) -> TagOrder.Standing? {
    guard let one = SemanticVersion(one), let two = SemanticVersion(two) else { return nil }
    return one.standing(to: two)
  }

  private func standing(to other: SemanticVersion) -> TagOrder.Standing {
    for index in 0..<max(numbers.count, other.numbers.count) {
      let standing = Self.standing(numbers, other.numbers, at: index)
      if standing != .same { return standing }
    }
    if prerelease.isEmpty || other.prerelease.isEmpty {
      // Only where exactly one is empty do they differ: the release is the newer one.
      return TagOrder.Standing(prerelease.isEmpty ? 1 : 0, other.prerelease.isEmpty ? 1 : 0)
    }
    return standing(ofPrerelease: other)
  }

  /// Numbers that are left out count as nought: `1.4` is `1.4.0`.
  private static func standing(_ one: [Digits], _ two: [Digits], at index: Int) -> TagOrder.Standing
  {
    let left = index < one.count ? one[index] : nil
    let right = index < two.count ? two[index] : nil
    switch (left, right) {
    case (let left?, let right?): return TagOrder.Standing(left, right)
    case (let left?, nil): return left.digits.isEmpty ? .same : .newer
    case (nil, let right?): return right.digits.isEmpty ? .same : .older
    case (nil, nil): return .same
    }
  }

  /// Numbers by size and before words, words by their bytes; what has more identifiers is newer.
  private func standing(ofPrerelease other: SemanticVersion) -> TagOrder.Standing {
    for (left, right) in zip(prerelease, other.prerelease) where !left.elementsEqual(right) {
      switch (Digits(left), Digits(right)) {
      case (let one?, let two?):
        if one != two { return TagOrder.Standing(one, two) }
      case (_?, nil): return .older
      case (nil, _?): return .newer
      case (nil, nil): return left.lexicographicallyPrecedes(right) ? .older : .newer
      }
    }
    return TagOrder.Standing(prerelease.count, other.prerelease.count)
  }

  private static func numbers(_ release: ArraySlice<UInt8>) -> [Digits]? {
    let parts = release.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let numbers = parts.compactMap(Digits.init)
    return numbers.count == parts.count && numbers.count >= 2 ? numbers : nil
  }

  /// What stands between `-` and `+`, by its dots; `nil` where it is none of semver's grammar.
  private static func identifiers(_ tail: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    let prerelease = tail.prefix { $0 != UInt8(ascii: "+") }
    let build = tail.dropFirst(prerelease.count).dropFirst()
    guard isTail(build, wanted: tail.count > prerelease.count) else { return nil }
    guard !prerelease.isEmpty else { return [] }
    let text = prerelease.dropFirst()
    guard isTail(text, wanted: true) else { return nil }
    return text.split(separator: UInt8(ascii: "."))
  }

  private static func isTail(_ text: ArraySlice<UInt8>, wanted: Bool) -> Bool {
    guard wanted else { return true }
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { Digits.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
  }
}
