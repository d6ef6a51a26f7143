import Crypto
import Git
import Pointers

/// What names one place of a pointer in a file.
struct PlaceID: Hashable {
  let service: ExactText
  /// `nil` where the file serves every environment.
  let environment: ExactText?
  let key: ExactText
  let copy: Int

  init(_ place: FileParts.Place) {
    service = ExactText(place.service)
    environment = place.environment.map { ExactText($0) }
    key = ExactText(place.key)
    copy = place.copy
  }

  func serves(_ name: String) -> Bool { environment.map { $0 == ExactText(name) } ?? true }

  /// The key as records write it.
  var recordKey: String { copy == 1 ? key.text : "\(key.text) (copy \(copy))" }
}

/// What one place says; equal only where all bytes are.
struct PlaceState: Hashable {
  private let tag: ExactText
  private let companion: ExactText?
  private let written: ExactText

  init(_ place: FileParts.Place) {
    tag = ExactText(place.value.tag)
    companion = place.value.companion.map { ExactText($0) }
    written = ExactText(place.written)
  }

  var value: WrittenTag {
    WrittenTag(tag: tag.text, companion: companion?.text, written: written.text)
  }
}

/// One version of one file as changes see it.
struct FileFacts {
  let file: MaskedFile
  let places: [PlaceID: PlaceState]
  /// Why pointers in it cannot be read.
  let unread: [FileMistake]

  /// What stands at a place, for telling whether a commit set it.
  enum View: Hashable {
    case absent
    case present(PlaceState)
    /// The file was wrong in this way; nobody can tell what stood there.
    case wrong(MaskedFile)
  }

  func view(of place: PlaceID) -> View {
    if let state = places[place] { return .present(state) }
    return unread.isEmpty ? .absent : .wrong(file)
  }
}

/// Reads versions of files, and remembers those it read lately.
struct FactsReader {
  private struct Version: Hashable {
    let path: ExactText
    let mode: FileMode
    let id: ObjectID
  }

  private static let mostRemembered = 4096

  let layout: Layout
  private var known: [Version: FileFacts] = [:]

  init(layout: Layout) { self.layout = layout }

  /// - Returns: `nil` for no file.
  /// - Throws: `GitError` where the contents are not here.
  mutating func facts(
    of file: TreeFile?,
    in repository: borrowing Repository
  ) throws(GitError) -> FileFacts? {
    guard let file else { return nil }
    let version = Version(path: ExactText(file.path), mode: file.mode, id: file.id)
    if let facts = known[version] { return facts }
    let facts = try read(file, in: repository)
    if known.count >= Self.mostRemembered { known.removeAll(keepingCapacity: true) }
    known[version] = facts
    return facts
  }

  private func read(
    _ file: TreeFile,
    in repository: borrowing Repository
  ) throws(GitError) -> FileFacts {
    let isSubmodule = file.mode == .submodule
    let bytes = isSubmodule ? Array(file.id.hex.utf8) : try repository.blob(file.id)
    let parts = layout.parts(path: file.path, mode: file.mode, bytes: bytes)
    let places = parts.places.map { (PlaceID($0), PlaceState($0)) }
    return FileFacts(
      file: MaskedFile(mode: file.mode, sha256: Self.hex(SHA256.hash(data: parts.masked))),
      places: Dictionary(places, uniquingKeysWith: { first, _ in first }),
      unread: parts.unread
    )
  }

  private static func hex(_ digest: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] },
      as: UTF8.self
    )
  }
}

extension Layout.PathKind {
  /// A link where one of the versions is one.
  static func of(_ files: TreeFile?...) -> Layout.PathKind {
    files.contains { $0.map { $0.mode == .symlink || $0.mode == .submodule } ?? false }
      ? .link : .file
  }
}
