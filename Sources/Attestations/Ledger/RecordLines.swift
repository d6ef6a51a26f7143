public import Git

/// A line of a note that is no record.
public struct RefusedLine: Hashable, Sendable {
  /// The object that the note hangs on.
  public let object: ObjectID
  /// The line of the note, from 1.
  public let line: Int
  /// The beginning of the line, to tell it by; anything may stand in it.
  public let excerpt: String
  /// Why it is no record.
  public let mistake: RecordMistake
}

/// The lines of notes, told apart into records and others; no signature has been looked at.
public struct RecordLines: Sendable {
  /// One record, with all the envelopes that it was found in.
  struct Entry: Sendable {
    let name: RecordName
    let statement: Statement
    var notedOn: [ObjectID]
    /// Positions in `envelopes`.
    var envelopes: [Int]
  }

  /// Two envelopes with the same are one, whatever key they hint at.
  private struct Signed: Hashable {
    let name: RecordName
    let signature: String
  }

  private static let excerptLength = 200

  /// Every signature that is to be checked, once.
  public private(set) var envelopes: [Envelope] = []
  /// The lines that are no records, in the order of the notes.
  public private(set) var refused: [RefusedLine] = []
  private(set) var entries: [Entry] = []
  /// The records' names, in the order of the notes.
  public var names: [RecordName] { entries.map(\.name) }
  private var entryOfName: [RecordName: Int] = [:]
  private var signed: Set<Signed> = []

  /// Reads every line of some notes; empty lines are none, since git puts them between notes that it joins.
  public init(_ notes: some Sequence<Note>) {
    for note in notes {
      let lines = note.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      for (position, line) in lines.enumerated() where !line.isEmpty {
        do throws(RecordMistake) {
          try add(Array(line), on: note.object)
        } catch {
          refuse(line, on: note.object, number: position + 1, error)
        }
      }
    }
  }

  private mutating func add(_ line: [UInt8], on object: ObjectID) throws(RecordMistake) {
    let envelope = try Envelope(parsing: line)
    let name = envelope.name
    let position = try position(of: name, envelope.payload)
    if entries[position].notedOn.last != object { entries[position].notedOn.append(object) }
    let signed = Signed(name: name, signature: envelope.signature)
    guard self.signed.insert(signed).inserted else { return }
    entries[position].envelopes.append(envelopes.count)
    envelopes.append(envelope)
  }

  private mutating func position(
    of name: RecordName,
    _ payload: [UInt8]
  ) throws(RecordMistake) -> Int {
    if let position = entryOfName[name] { return position }
    let statement = try Statement(parsing: payload)
    entryOfName[name] = entries.count
    entries.append(Entry(name: name, statement: statement, notedOn: [], envelopes: []))
    return entries.count - 1
  }

  private mutating func refuse(
    _ line: ArraySlice<UInt8>,
    on object: ObjectID,
    number: Int,
    _ mistake: RecordMistake
  ) {
    refused.append(
      RefusedLine(
        object: object,
        line: number,
        excerpt: String(decoding: line.prefix(Self.excerptLength), as: UTF8.self),
        mistake: mistake
      )
    )
  }
}
