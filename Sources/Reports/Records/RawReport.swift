public import Attestations
public import Git
public import Notation

/// Records as they were signed, and how to check them without opsgate.
public struct RawReport: Sendable {
  /// One record, and where it can be found.
  public struct Entry: Hashable, Sendable {
    public let record: LedgerRecord
    /// The notes reference that has it: `refs/notes/opsgate/approvals`.
    public let ref: String
    /// One object whose note has it.
    public let object: ObjectID

    public init(_ record: LedgerRecord, ref: String, object: ObjectID) {
      self.record = record
      self.ref = ref
      self.object = object
    }
  }

  /// The commit that was asked about.
  public let commit: ObjectID
  public let entries: [Entry]
  /// The mainline commit whose `.opsgate` has the keys to check with.
  public let keys: ObjectID
  /// The files below `.opsgate/keys` there.
  public let keyFiles: [String]
  /// Whether `.opsgate/revoked` is there.
  public let hasRevoked: Bool

  public init(
    commit: ObjectID,
    entries: [Entry],
    keys: ObjectID,
    keyFiles: [String],
    hasRevoked: Bool
  ) {
    self.commit = commit
    self.entries = entries
    self.keys = keys
    self.keyFiles = keyFiles
    self.hasRevoked = hasRevoked
  }
}

extension RawReport: Report {
  public func lines(for view: TerminalView) -> [Text] { records }

  /// A script for `sh`, with the records in its comments.
  public var records: [Text] {
    guard !entries.isEmpty else { return [Text("# no record speaks of \(commit.hex)")] }
    return Self.preparation.map { Text($0) } + entries.flatMap(lines)
  }

  /// Nothing of the repository is written over: the files go to a directory of their own.
  private static let preparation = [
    "export GIT_DIR=\"$(git rev-parse --absolute-git-dir)\"", "cd \"$(mktemp -d)\"", "",
  ]

  public var json: JSONValue {
    [
      "schema": "opsgate.show-raw/1",
      "commit": .string(commit.hex),
      "keys": .string(keys.hex),
      "records": .array(entries.map(\.json)),
    ]
  }

  private func lines(of entry: Entry) -> [Text] {
    let record = entry.record
    let words = "\(record.statement.verb) by \(record.statement.signer)"
    let payload = String(decoding: record.envelope.payload, as: UTF8.self)
    return ["# \(words): \(record.name.text)", "# \(payload)"].map { Text(SafeComment.line($0)) }
      + (extraction(entry) + verification(entry)).map { Text($0) } + [Text()]
  }

  /// Takes payload and signature out of the note, and puts the signed bytes (DSSE's PAE) together.
  private func extraction(_ entry: Entry) -> [String] {
    let digest = entry.record.name.text.dropFirst("sha256:".count)
    return [
      "git notes --ref=\(entry.ref) show \(entry.object.hex) | grep '^{\"payload\":' |",
      "  while IFS= read -r line; do",
      "    printf '%s' \"$line\" | sed 's/^{\"payload\":\"\\([^\"]*\\)\".*/\\1/' | base64 -d > payload",
      "    printf '%s' \"$line\" | sed 's/.*\"sig\":\"\\([^\"]*\\)\".*/\\1/' | base64 -d > signature",
      "    ! printf '%s  payload\\n' \(digest) | sha256sum -c --status || break",
      "  done",
      "printf '%s  payload\\n' \(digest) | sha256sum -c",
      "{ printf 'DSSEv1 28 application/vnd.in-toto+json %d ' \"$(wc -c < payload)\"; cat payload; } > signed",
    ]
  }

  private func verification(_ entry: Entry) -> [String] {
    switch entry.record.envelope.format {
    case .ssh:
      [
        "git show \(keys.hex):.opsgate/allowed_signers > allowed_signers"
      ] + (hasRevoked ? ["git show \(keys.hex):.opsgate/revoked > revoked"] : []) + [
        "ssh-keygen -Y verify -n opsgate -f allowed_signers -s signature\(hasRevoked ? " -r revoked" : "") \\",
        "  -I \"$(ssh-keygen -Y find-principals -f allowed_signers -s signature | head -n 1)\" < signed",
      ]
    case .openpgp:
      ["rm -f keys.gpg"] + keyFiles.flatMap(unarmoring) + [
        "gpgv --keyring ./keys.gpg signature signed"
      ]
    }
  }

  /// Takes the keys out of their armors, each of which ends with a checksum; gpgv reads none.
  private func unarmoring(_ file: String) -> [String] {
    [
      "git show \(ShellWord.quoted("\(keys.hex):\(file)")) | tr -d ' \\t\\r' |",
      "  awk '/^-/ { n = 0; b = \"\" } /^=/ { print b; n = 0 } n { b = b $0 } /^$/ { n = 1 }' |",
      "  while IFS= read -r block; do printf '%s' \"$block\" | base64 -d; done >> keys.gpg",
    ]
  }
}

extension RawReport.Entry {
  fileprivate var json: JSONValue {
    let envelope = record.envelope
    return [
      "record": .string(record.name.text),
      "ref": .string(ref),
      "object": .string(object.hex),
      "envelope": .string(String(decoding: envelope.line, as: UTF8.self)),
      "payload": .string(String(decoding: envelope.payload, as: UTF8.self)),
      "signature": .string(envelope.signature),
      "format": .string(envelope.format.rawValue),
    ]
  }
}

/// A line that a shell takes for a comment, whatever stands in it.
private enum SafeComment {
  static func line(_ text: String) -> String {
    text.replacing("\r", with: " ").replacing("\n", with: " ")
  }
}

/// A word that a shell takes as it is.
enum ShellWord {
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
