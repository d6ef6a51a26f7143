public import Git

/// What an approval is bound to: one number for all that a change does to an environment.
///
/// The digest is the SHA-256 of netstrings. First come three: `opsgate change v1`, the repository, the
/// environment. Then comes one record for every pointer that moved and every file that differs in more
/// than pointers' bytes, sorted by the bytes of the records. A record begins with its kind:
///
///     pointer: kind, service, environment, path, key, from, to, mainline commit that last set it
///     file:    "file", path, mode and content before, mode and content after, mainline commit
///
/// The kind of a pointer is `pointer`, with ` added` where it was absent before and ` removed` where it is
/// absent afterwards, so that an absent pointer is not an empty tag. What is absent is an empty field.
public enum ChangeDigest {
  /// One place of a pointer whose tag moved.
  public struct PointerRecord: Hashable, Sendable {
    public var service: String
    public var environment: String
    /// The file, from the root of the repository.
    public var path: String
    /// Where in the file: the scalar's path, or the pattern that finds it.
    public var key: String
    /// The tag before, as it is written, with its companion; `nil` where the pointer was absent.
    public var from: String?
    /// The tag afterwards; `nil` where the pointer is absent.
    public var to: String?
    /// The mainline commit that last set or removed the pointer; `nil` where none did.
    public var lastSet: ObjectID?

    public init(
      service: String,
      environment: String,
      path: String,
      key: String,
      from: String?,
      to: String?,
      lastSet: ObjectID?
    ) {
      self.service = service
      self.environment = environment
      self.path = path
      self.key = key
      self.from = from
      self.to = to
      self.lastSet = lastSet
    }
  }

  /// A file on one side of a change.
  public struct FileState: Hashable, Sendable {
    public var mode: FileMode
    /// The SHA-256 of the content without its pointers' bytes, in lower-case hexadecimal digits.
    public var maskedContent: String

    public init(mode: FileMode, maskedContent: String) {
      self.mode = mode
      self.maskedContent = maskedContent
    }
  }

  /// A file of the environment's scope that differs in more than pointers' bytes.
  public struct FileRecord: Hashable, Sendable {
    /// The path as git has it.
    public var path: [UInt8]
    /// `nil` where the file was absent.
    public var before: FileState?
    /// `nil` where the file is absent.
    public var after: FileState?
    /// The mainline commit that last changed or removed the masked content; `nil` where none did.
    public var lastChanged: ObjectID?

    public init(
      path: [UInt8],
      before: FileState?,
      after: FileState?,
      lastChanged: ObjectID?
    ) {
      self.path = path
      self.before = before
      self.after = after
      self.lastChanged = lastChanged
    }

    /// The same for a path that is known as text.
    public init(path: String, before: FileState?, after: FileState?, lastChanged: ObjectID?) {
      self.init(path: Array(path.utf8), before: before, after: after, lastChanged: lastChanged)
    }
  }

  /// The digest of a change, as `sha256:` and 64 hexadecimal digits.
  ///
  /// The order of the records does not matter. The repository is what the policy file says that
  /// approvals are bound to.
  public static func digest(
    repository: String,
    environment: String,
    pointers: [PointerRecord],
    files: [FileRecord]
  ) -> String {
    Digest.sha256(
      bytes(repository: repository, environment: environment, pointers: pointers, files: files)
    )
  }

  /// The bytes that are hashed.
  public static func bytes(
    repository: String,
    environment: String,
    pointers: [PointerRecord],
    files: [FileRecord]
  ) -> [UInt8] {
    let records = pointers.map(\.bytes) + files.map(\.bytes)
    return Netstring.bytes(["opsgate change v1", repository, environment])
      + records.sorted { $0.lexicographicallyPrecedes($1) }.joined()
  }
}

extension ChangeDigest.PointerRecord {
  fileprivate var bytes: [UInt8] {
    let kind = "pointer" + (from == nil ? " added" : "") + (to == nil ? " removed" : "")
    return Netstring.bytes(
      [kind, service, environment, path, key, from ?? "", to ?? "", lastSet?.hex ?? ""]
    )
  }
}

extension ChangeDigest.FileRecord {
  fileprivate var bytes: [UInt8] {
    Netstring.bytes(["file"]) + Netstring.bytes(path)
      + Netstring.bytes(
        [before, after].flatMap { [$0?.modeText ?? "", $0?.maskedContent ?? ""] }
          + [lastChanged?.hex ?? ""]
      )
  }
}

extension ChangeDigest.FileState {
  /// The mode as git writes it: `100644`.
  fileprivate var modeText: String { String(mode.rawValue, radix: 8) }
}
