import Attestations
import Crypto
import OpsTestSupport
import Testing

@Suite("Revoked keys")
struct RevocationsTests {
  private let key: SSHPublicKey
  private let other: SSHPublicKey

  init() throws {
    key = try SSHPublicKey(line: try TestKey("alice").publicLine)
    other = try SSHPublicKey(line: try TestKey("bob").publicLine)
  }

  private func read(_ bytes: [UInt8]) throws(KeyFileMistakes) -> Revocations {
    try Revocations.read(bytes, path: ".opsgate/revoked")
  }

  private func mistakes(_ bytes: [UInt8]) -> [KeyFileMistake] {
    do throws(KeyFileMistakes) {
      _ = try read(bytes)
      return []
    } catch {
      return error.mistakes
    }
  }

  @Test
  func withoutAFileNothingIsRevoked() throws {
    #expect(!Revocations.none.isRevoked(key))
    #expect(Revocations.none.form == .absent)
    #expect(try read([]).form == .list)
    #expect(try !read([]).isRevoked(key))
  }

  @Test
  func aListHasOneKeyALine() throws {
    let list = try read(Array("# lost\n\n \(key.line) laptop # left in a train\n".utf8))
    #expect(list.isRevoked(key))
    #expect(!list.isRevoked(other))
  }

  @Test
  func keysThatNeverCountNeedNotBeRead() throws {
    let dsa = "ssh-dss AAAAB3NzaC1kc3MAAACBAJ old\n"
    #expect(try read(Array((dsa + key.line).utf8)).isRevoked(key))
  }

  @Test
  func aBrokenListIsNeverAnEmptyOne() {
    let lines = [key.line, "SHA256:abc", "hash: SHA256:abc", "ssh-ed25519 AAAA", "a\u{1b}b"]
    let found = mistakes(Array(lines.joined(separator: "\n").utf8))
    #expect(
      found.map(\.description) == [
        ".opsgate/revoked:2:1: no type of key is called 'SHA256:abc'",
        ".opsgate/revoked:3:1: no type of key is called 'hash:'",
        ".opsgate/revoked:4:1: the key's type is cut off",
        ".opsgate/revoked:5:2: there is a control character",
      ]
    )
    #expect(
      found[1].hint == "that is how a KRL is specified: `ssh-keygen -k -f KRL FILE` makes one"
    )
  }

  @Test
  func aRevocationListNamesKeysInThreeWays() throws {
    let ways: [(UInt8, [UInt8])] = [
      (2, key.blob), (3, Array(Insecure.SHA1.hash(data: key.blob))),
      (5, Array(SHA256.hash(data: key.blob))),
    ]
    for (type, name) in ways {
      let list = try read(RevocationListParts.with(type, Wire.string(name)))
      #expect(list.form == .revocationList)
      #expect(list.isRevoked(key))
      #expect(!list.isRevoked(other))
    }
  }

  @Test
  func whatIsSaidOfCertificatesRevokesNoKey() throws {
    let parts: [(UInt8, [UInt8])] = [
      (0x20, Wire.number64(1) + Wire.number64(.max)), (0x21, Wire.number64(1) + Wire.number64(9)),
      (0x22, Wire.number64(.max) + Wire.string([1])), (0x22, Wire.number64(0) + Wire.string([2])),
      (0x23, Wire.string("alice")), (0x39, Wire.string("new") + [0] + Wire.string("x")),
    ]
    for (type, content) in parts {
      for authority in [[], other.blob] {
        let list = RevocationListParts.certificates(type, content, authority: authority)
        #expect(try !read(list).isRevoked(key))
      }
    }
  }

  @Test
  func anExtensionThatDoesNotMatterIsReadOver() throws {
    let optional = Wire.string("later") + [0] + Wire.string("x")
    let keys = RevocationListParts(sections: [(255, optional), (2, Wire.string(key.blob))])
    #expect(try read(keys.bytes).isRevoked(key))
    let needed = mistakes(
      RevocationListParts.with(255, Wire.string("later") + [1] + Wire.string(""))
    )
    #expect(
      needed.map(\.message) == [
        "the key revocation list (KRL) cannot be used: it needs the unknown extension 'later'"
      ]
    )
  }

  @Test
  func aBrokenRevocationListIsNeverAnEmptyOne() {
    let broken: [[UInt8]] = [
      RevocationListParts(version: 2).bytes, RevocationListParts(comment: [0x41, 0, 0x41]).bytes,
      RevocationListParts.with(6, []), RevocationListParts.with(0, []),
      RevocationListParts.with(2, [0]), RevocationListParts.with(2, Wire.number(.max)),
      RevocationListParts.with(3, Wire.string(Array(repeating: 1, count: 32))),
      RevocationListParts.with(5, Wire.string(Array(repeating: 1, count: 20))),
      RevocationListParts.with(4, key.blob), RevocationListParts.with(1, []),
      RevocationListParts.certificates(0x20, Wire.number64(0)),
      RevocationListParts.certificates(0x21, Wire.number64(9) + Wire.number64(1)),
      RevocationListParts.certificates(0x21, Wire.number64(1) + Wire.number64(2) + [0]),
      RevocationListParts.certificates(0x22, Wire.number64(0) + Wire.string([1])),
      RevocationListParts.certificates(0x22, Wire.number64(.max) + Wire.string([2])),
      RevocationListParts.certificates(0x22, Wire.number64(1) + Wire.string([0x80])),
      RevocationListParts.certificates(0x23, Wire.string([0x41, 0, 0x41])),
      RevocationListParts.certificates(0x24, []),
      RevocationListParts.certificates(0x20, [], authority: [1, 2, 3]),
    ]
    for list in broken {
      #expect(mistakes(list).count == 1, "\(list)")
    }
  }

  @Test
  func aRevocationListThatIsCutOffIsNone() throws {
    let whole = RevocationListParts.with(2, Wire.string(key.blob))
    // Without its sections it is a whole list that revokes nothing, and before its magic it is a list of keys.
    let header = RevocationListParts().bytes.count
    for length in 1..<whole.count where length != header {
      #expect(mistakes(Array(whole.prefix(length))).count >= 1, "\(length)")
    }
  }
}
