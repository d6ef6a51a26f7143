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
  /// The blobs of the files below `.opsgate/keys` there.
  public let keyFiles: [ObjectID]
  /// Whether `.opsgate/revoked` is there.
  public let hasRevoked: Bool

  public init(
    commit: ObjectID,
    entries: [Entry],
    keys: ObjectID,
    keyFiles: [ObjectID],
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
      + [Text("exit \"$failed\"")]
  }

  /// Nothing of the repository is written over, and replacements of objects are not followed.
  private static let preparation = [
    "GIT_DIR=\"${GIT_DIR-$(git rev-parse --absolute-git-dir)}\"",
    "export GIT_DIR GIT_NO_REPLACE_OBJECTS=1", "cd \"$(mktemp -d)\"", "failed=0", "",
  ]

  public var json: JSONValue {
    [
      "schema": "opsgate.show-raw/1",
      "commit": .string(commit.hex),
      "keys": .string(keys.hex),
      "records": .array(entries.map(\.json)),
    ]
  }

  /// Each record is checked by a shell of its own: one that is bad does not keep the others from being checked.
  private func lines(of entry: Entry) -> [Text] {
    let record = entry.record
    let place = record.statement.environment.map { " in \($0)" } ?? ""
    let words =
      "\(record.name.short): \(record.statement.verb) by \(record.statement.signer)\(place)"
    let payload = String(decoding: record.envelope.payload, as: UTF8.self)
    let script =
      ["# \(ShellWord.comment(payload))"] + extraction(entry) + verification(entry)
    return
      (["echo \(ShellWord.quoted(SafeText.escaped(words)))", "sh -eu <<'RECORD' || failed=1"]
      + script + ["RECORD", ""]).map { Text($0) }
  }

  /// Takes payload and signature out of the note, and puts the signed bytes (DSSE's PAE) together.
  private func extraction(_ entry: Entry) -> [String] {
    let digest = entry.record.name.text.dropFirst("sha256:".count)
    let line = RecordName(ofPayload: entry.record.envelope.line).text.dropFirst("sha256:".count)
    return [
      "rm -f envelope",
      "git notes --ref=\(ShellWord.quoted(entry.ref)) show \(entry.object.hex) |",
      "  while IFS= read -r line; do",
      "    if printf '%s' \"$line\" | sha256sum | grep -q '^\(line) '; then",
      "      printf '%s' \"$line\" > envelope",
      "    fi",
      "  done",
      "sed 's/^{\"payload\":\"\\([^\"]*\\)\".*/\\1/' envelope | base64 -d > payload",
      "sed 's/.*\"sig\":\"\\([^\"]*\\)\".*/\\1/' envelope | base64 -d > signature",
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
  private func unarmoring(_ file: ObjectID) -> [String] {
    [
      "git cat-file blob \(file.hex) | tr -d ' \\t\\r' |",
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
