/// How two tags of one pointer are compared: `order:` in a pointer's entry.
public enum TagOrder: String, CaseIterable, Hashable, Sendable {
  /// Semantic versions, with or without `v`, of two or more numbers; a pre-release comes before its release.
  case semver
  /// By the first number that differs behind a common beginning: `v9` before `v10`.
  case numeric
  /// By a date, and time if there is one, at the tag's beginning: `2026-08-17-094555`, `20260817`.
  case date
  /// Never compared.
  case none

  /// How one tag stands to another.
  public enum Standing: Hashable, Sendable { case older, same, newer }

  /// How `tag` stands to `other`, or `nil` where this order cannot tell.
  ///
  /// Floating tags and bare digests are never compared; a digest behind a tag (`v1@sha256:…`) is left out.
  public func compare(_ tag: String, _ other: String) -> Standing? {
    guard self != .none, let one = Self.comparable(tag), let two = Self.comparable(other) else {
      return nil
    }
    if one.elementsEqual(two) { return .same }
    switch self {
    case .semver: return SemanticVersion.standing(one, two)
    case .numeric: return NumberedTag.standing(one, two)
    case .date: return DatedTag.standing(one, two)
    case .none: return nil
    }
  }

  /// What holds where a pointer's entry names no order: semver where both tags parse, else numeric where both parse.
  public static func compareByDefault(_ tag: String, _ other: String) -> Standing? {
    TagOrder.semver.compare(tag, other) ?? TagOrder.numeric.compare(tag, other)
  }

  /// The bytes that are compared, or `nil` for what never is.
  private static func comparable(_ tag: String) -> ArraySlice<UInt8>? {
    guard !Tag.isFloating(tag), tag.utf8.count <= longestCompared else { return nil }
    let version = Array(tag.utf8).prefix { $0 != UInt8(ascii: "@") }
    return version.isEmpty || isDigest(version) ? nil : version
  }

  /// `sha256:` and hexadecimal digits, or the same with another algorithm.
  private static func isDigest(_ tag: ArraySlice<UInt8>) -> Bool {
    let algorithm = tag.prefix(while: Digits.isLetterOrDigit)
    let rest = tag.dropFirst(algorithm.count)
    guard rest.first == UInt8(ascii: ":"), let first = algorithm.first, !Digits.isDigit(first)
    else { return false }
    return rest.dropFirst().allSatisfy(Digits.isLetterOrDigit)
  }

  /// No registry and no forge allows a tag of more bytes; longer ones are not versions.
  private static let longestCompared = 512
}

extension TagOrder.Standing {
  init<Value: Comparable>(_ one: Value, _ other: Value) {
    self = one < other ? .older : one == other ? .same : .newer
  }
}
