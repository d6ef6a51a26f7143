public import Git

/// A file taken apart into its pointers and the rest.
///
/// Together they are the whole file: what is not in `masked` is in some place's `written`.
public struct FileParts: Sendable {
  /// One scalar that names a tag, whether or not another file's wins over it.
  public struct Place: Sendable {
    public let service: String
    /// The environment's name; `nil` where the file serves every environment.
    public let environment: String?
    /// The key or pattern, as the policy has it, with the names put in.
    public let key: String
    /// Which of several places with the same names and key in this file, from 1, in the file's order.
    public let copy: Int
    public let value: PointerValue
    /// The value's bytes as they stand in the file: tag, quotes, companion; a NUL between two pieces
    /// that do not stand together, which no such piece can hold.
    public let written: String

    /// Whether what stands here counts for the environment.
    public func serves(_ environment: String) -> Bool {
      self.environment == nil || self.environment == environment
    }
  }

  public let places: [Place]
  /// The bytes with 0xFF in the place of each pointer's; no text that holds a pointer can have that byte.
  public let masked: [UInt8]
  /// Why pointers that may stand in the file could not be read; their bytes are not masked.
  public let unread: [FileMistake]
}

extension Layout {
  /// Tells a file's pointers from the rest of its bytes, by path, mode and bytes alone.
  public func parts(path: String, mode: FileMode, bytes: [UInt8]) -> FileParts {
    let matches = matches(path)
    guard !matches.isEmpty else { return FileParts(places: [], masked: bytes, unread: []) }
    let readings = read(matches, mode: mode, bytes: bytes)
    let unread = Set(matches.mistakes + readings.hidden.map(\.mistake)).sorted()
    return FileParts(
      places: places(readings, bytes),
      masked: Mask(readings.readings.flatMap(\.scalar.valueSpans)).applied(to: bytes),
      unread: unread
    )
  }

  private struct Name: Hashable {
    let service: ExactText
    let environment: ExactText?
    let key: ExactText
  }

  private func places(_ readings: FileReadings, _ bytes: [UInt8]) -> [FileParts.Place] {
    let order = readings.readings.sorted { one, other in
      let (one, other) = (one.scalar.valueSpans, other.scalar.valueSpans)
      return one.lexicographicallyPrecedes(other) {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }
    }
    var spans: [Name: [[Range<Int>]]] = [:]
    return order.compactMap { reading in
      let key = entries[reading.entry].query.spelled(reading.captures)
      let name = Name(
        service: ExactText(reading.slot.service),
        environment: reading.slot.environment.map { ExactText($0) },
        key: ExactText(key)
      )
      // Two entries may read the same scalar by the same key.
      guard spans[name]?.last != reading.scalar.valueSpans else { return nil }
      spans[name, default: []].append(reading.scalar.valueSpans)
      return FileParts.Place(
        service: reading.slot.service,
        environment: reading.slot.environment,
        key: key,
        copy: spans[name]?.count ?? 1,
        value: reading.scalar.value,
        written: reading.scalar.valueSpans
          .map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: "\0")
      )
    }
  }
}

/// The bytes that are left out of a file; those of several pointers may overlap.
private struct Mask {
  private var spans: [Range<Int>] = []

  init(_ spans: [Range<Int>]) {
    for span in spans.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ) {
      guard let last = self.spans.last, span.lowerBound < last.upperBound || span == last else {
        self.spans.append(span)
        continue
      }
      self.spans[self.spans.count - 1] =
        last.lowerBound..<max(last.upperBound, span.upperBound)
    }
  }

  func applied(to bytes: [UInt8]) -> [UInt8] {
    guard !spans.isEmpty else { return bytes }
    var masked: [UInt8] = []
    masked.reserveCapacity(bytes.count + spans.count)
    var start = 0
    for span in spans {
      masked += bytes[start..<span.lowerBound]
      masked.append(0xFF)
      start = span.upperBound
    }
    return masked + bytes[start...]
  }
}
