/// All that one file says about pointers: a plain value that depends on path, mode and bytes alone.
public struct FileReadings: Hashable, Sendable {
  public let path: String
  /// What is wrong with the file; its other pointers are read all the same.
  public let mistakes: [FileMistake]
  /// The scalars that hold tags, in the policy's order, then the file's.
  let readings: [Reading]
  /// The matches whose scalars could not be read, so that their pointers are not known.
  let hidden: [HiddenMatch]
  /// For a reading whose tag other readings share: the positions of all of them.
  let sharing: [Int: [Int]]

  /// Whether the file says nothing at all, as one that has no key.
  public var isEmpty: Bool { readings.isEmpty && mistakes.isEmpty && hidden.isEmpty }
}

/// One scalar of one file, as one entry reads it.
struct Reading: Hashable, Sendable {
  let entry: Int
  let template: Int
  /// Whose pointer it is; no environment means every one.
  let slot: Slot
  /// Service and environment as they are spelled where they were found.
  let captures: Captures
  let scalar: FoundScalar

  /// Whether the file is the environment's own, and no base that it falls back to.
  var isDirect: Bool { slot.environment != nil && template == 0 }
}

/// A match whose file cannot be read, and why.
struct HiddenMatch: Hashable, Sendable {
  let match: PathMatch
  let mistake: FileMistake
}

/// A service in an environment, or in all of them.
struct Slot: Hashable, Sendable {
  let service: String
  let environment: String?

  func serves(_ key: PointerKey) -> Bool {
    service == key.service && (environment == nil || environment == key.environment)
  }
}
