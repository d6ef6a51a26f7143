/// Which tag a service runs in an environment, and all places that say so.
public struct Pointer: Hashable, Sendable {
  public let key: PointerKey
  /// The tag of the first place, with what goes along when it is copied.
  public let value: PointerValue
  /// Whether the tag names whatever is newest somewhere, or nothing: shown, never compared.
  public let isFloating: Bool
  /// At least one, in the policy's order; the first is the one that is shown.
  public let places: [Place]
  /// The places that hold another tag than the first; none where all agree.
  public let disagreement: [Place]

  public var tag: String { value.tag }

  /// The place that is shown.
  public var place: Place { places[0] }

  /// Whether the tag comes from a base that the environment falls back to, and not from a file of its own.
  public var isInherited: Bool { places.contains(where: \.isInherited) }

  /// The pointers that an edit would move along, because they read one of the same scalars; sorted.
  public var sharedWith: [PointerKey] { Set(places.flatMap(\.sharedWith)).sorted() }
}

/// One scalar that says which tag a pointer has.
public struct Place: Hashable, Sendable {
  public let path: String
  /// The line of the scalar, from 1.
  public let line: Int
  /// The column of the scalar in characters, from 1.
  public let column: Int
  /// The key or pattern, as the policy has it, with the names put in: `images[name=api].newTag`.
  public let key: String
  /// Which of the layout's entries reads it.
  public let entry: Int
  /// Service and environment as the file spells them: what its query is bound to.
  public let captures: Captures
  /// What the query found.
  public let scalar: FoundScalar
  /// Whether the file is a base: a later path of a list, or one that serves every environment.
  public let isInherited: Bool
  /// The other pointers that read this very scalar; sorted.
  public let sharedWith: [PointerKey]

  public var value: PointerValue { scalar.value }
}

extension Layout {
  /// The file's bytes with another tag in one place.
  ///
  /// - Throws: `EditRefusal` where more than that scalar would change.
  public func edit(
    _ bytes: [UInt8],
    at place: Place,
    to value: PointerValue
  ) throws(EditRefusal) -> [UInt8] {
    let query = entries[place.entry].query
    return try query.write(
      value,
      into: bytes,
      format: query.format(ofFileAt: place.path),
      bound: place.captures
    )
  }
}
