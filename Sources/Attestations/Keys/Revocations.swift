import Crypto

/// The SSH keys that are revoked: a list of public keys, or one of OpenSSH's key revocation lists (KRL), told apart
/// by content, as `ssh-keygen -Y verify -r` does.
///
/// A list has one public key a line, with `#` in front of comments. OpenSSH's lists of hashes (`hash: SHA256:…`)
/// are what KRLs are made of (`ssh-keygen -k`), not such a list: OpenSSH would not read them here.
public struct Revocations: Sendable {
  /// How the keys are written down.
  public enum Form: Hashable, Sendable {
    /// There is no such file.
    case absent
    case list
    case revocationList
  }

  public let form: Form
  /// Keys, by their blobs.
  let blobs: Set<[UInt8]>
  /// Keys, by the SHA-1 of their blobs.
  let sha1: Set<[UInt8]>
  /// Keys, by the SHA-256 of their blobs.
  let sha256: Set<[UInt8]>

  init(
    _ form: Form,
    blobs: Set<[UInt8]> = [],
    sha1: Set<[UInt8]> = [],
    sha256: Set<[UInt8]> = []
  ) {
    self.form = form
    self.blobs = blobs
    self.sha1 = sha1
    self.sha256 = sha256
  }

  /// Where there is no such file: nothing is revoked.
  public static let none = Revocations(.absent)

  /// Reads the file; one that is there and cannot be read must never count as none.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: Where it is, for what is said to people.
  /// - Returns: All that it revokes.
  /// - Throws: Every mistake in a list, the first one in a KRL.
  public static func read(_ bytes: [UInt8], path: String) throws(KeyFileMistakes) -> Revocations {
    guard RevocationListReader.isOne(bytes) else { return try list(bytes, path) }
    do throws(SSHMistake) {
      var reader = RevocationListReader(bytes)
      return try reader.revocations()
    } catch {
      throw KeyFileMistakes([
        KeyFileMistake(
          path: path,
          message: "the key revocation list (KRL) cannot be used: \(error.message)",
          hint: "make it anew with `ssh-keygen -k`, or write the public keys, one a line",
          strictness: error.strictness
        )
      ])
    }
  }

  public func isRevoked(_ key: SSHPublicKey) -> Bool {
    blobs.contains(key.blob)
      || (!sha256.isEmpty && sha256.contains(Array(SHA256.hash(data: key.blob))))
      || (!sha1.isEmpty && sha1.contains(Array(Insecure.SHA1.hash(data: key.blob))))
  }

  /// The keys that this list revokes and an older one does not, by their fingerprints.
  ///
  /// - Returns: `nil` where it takes a revocation back, adds none, or is a KRL, of which nobody can see what it adds.
  public func added(to older: Revocations) -> Set<String>? {
    guard form == .list, older.form != .revocationList, blobs.isSuperset(of: older.blobs) else {
      return nil
    }
    // What is no key was refused when the list was read.
    let new = blobs.subtracting(older.blobs).compactMap { try? SSHPublicKey(blob: $0) }
    return new.isEmpty ? nil : Set(new.map(\.fingerprint))
  }

  // MARK: Lists

  private static func list(_ bytes: [UInt8], _ path: String) throws(KeyFileMistakes) -> Revocations
  {
    var blobs: Set<[UInt8]> = []
    var mistakes: [KeyFileMistake] = []
    for line in KeyFileLine.lines(bytes) {
      var reader = line
      do throws(SSHMistake) {
        if let mistake = KeyFileMistake.controlCharacter(path, line) {
          mistakes.append(mistake)
        } else {
          blobs.insert(try reader.key().blob)
        }
      } catch  where error.strictness.map(needNoRevocation.contains) ?? false {
        // No signature of such a key is taken anyway.
      } catch {
        let mistake = KeyFileMistake(path, line, error.message, hint: hint(line), error.strictness)
        mistakes.append(mistake)
      }
    }
    guard mistakes.isEmpty else { throw KeyFileMistakes(mistakes) }
    return Revocations(.list, blobs: blobs)
  }

  private static let needNoRevocation: Set<Strictness> = [.oldKeyKind, .shortRSA, .unusualRSA]

  private static func hint(_ line: KeyFileLine) -> String {
    let word = String(decoding: line.nextWord, as: UTF8.self).lowercased()
    let isSpecification = ["hash:", "sha1:", "sha256:", "key:", "serial:", "id:"].contains {
      word.hasPrefix($0)
    }
    return isSpecification
      ? "that is how a KRL is specified: `ssh-keygen -k -f KRL FILE` makes one"
      : "write one public key a line: its type, its base64, a comment"
  }
}
