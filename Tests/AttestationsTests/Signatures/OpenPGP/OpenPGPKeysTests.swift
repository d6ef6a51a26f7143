import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite
struct OpenPGPKeysTests {
  @Test
  func keysAreReadAsTheyAreExported() throws {
    let samples = try OpenPGPSamples.all()
    let keys = try samples.openPGPKeys()
    let expected = samples.fingerprints.filter { $0.key != "stranger" }
      .map { "openpgp:\($0.value)" }
    #expect(Set(keys.keys.map(\.fingerprint)) == Set(expected))
    #expect(keys.keys.map(\.path) == samples.keys.keys.sorted().map { "\($0).asc" })
  }

  /// Several keys in a file, with words between them and the ends of lines of other systems.
  @Test
  func whatPeopleDoToTextFilesDoesNotMatter() throws {
    let samples = try OpenPGPSamples.all()
    let text = try """
    # The release managers

    \(samples.key("ed25519"))
    # rsa\n\(samples.key("rsa2048").replacing("\n\n", with: "\nComment: für später\n\n"))
    """
    for end in ["\n", "\r\n", " \t\n"] {
      let bytes = Array(text.replacing("\n", with: end).utf8)
      let keys = try OpenPGPKeys(files: [(path: "all.asc", bytes: bytes)])
      let wanted = try ["ed25519", "rsa2048"].map { name in
        "openpgp:" + (try #require(samples.fingerprints[name]))
      }
      #expect(keys.keys.map(\.fingerprint) == wanted)
    }
  }

  @Test
  func everyFileSaysWhereItIsWrong() throws {
    let samples = try OpenPGPSamples.all()
    let good = try samples.key("ed25519")
    let blob = OpenPGPText.blob(good)
    let files: [(path: String, text: String)] = [
      ("empty", ""), ("words", "# nobody\n"), ("garbage", "\n\nno key\n"),
      ("binary", String(decoding: blob, as: UTF8.self)),
      ("cut", String(good.prefix(200))), ("no end", good.replacing("-----END PGP", with: "")),
      ("sum", good.replacing(OpenPGPText.checksum(blob), with: "=AAAA\n")),
      ("no sum", good.replacing(OpenPGPText.checksum(blob), with: "")),
      ("data", Self.key([0x99, 0, 1, 4])), ("version 3", Self.key([0x99, 0, 2, 3, 0])),
      ("no data", Self.key([1, 2, 3])), ("name", Self.key([0xb4, 1, 65])),
      ("twice", good + good), ("signature", try samples.sample("ed25519").armored),
      ("odd line", good.replacing("\n\n", with: "\nX-Odd: line\n\n")),
      ("long", String(repeating: "#\n", count: 600_000)),
    ]
    try expectGolden(Self.mistakes(files), "mistakes.txt")
  }

  @Test
  func privateKeysAreRefused() throws {
    try withGnuPG { home in
      let fingerprint = try home.makeKey("Ana <ana@acme.example>", "ed25519")
      let key = try home.privateKey(fingerprint)
      let relabelled = key.replacing("PRIVATE", with: "PUBLIC")
      let good = try home.publicKey(fingerprint)
      let said = Self.mistakes([
        ("private", "# mine\n\(key)"), ("relabelled", relabelled), ("both", good + key),
      ])
      try expectGolden(said, "private.txt")
    }
  }

  /// `gpg --import` puts such a revocation back to its place, `gpgv` passes over it.
  @Test
  func aRevocationOutOfItsPlaceIsNotPassedOver() throws {
    let samples = try OpenPGPSamples.all()
    let revoked = OpenPGPText.blob(try samples.key("revoked"))
    let (key, revocation, rest) = Self.pieces(revoked)
    let sub = OpenPGPText.blob(try samples.key("primary"))
    // Primary key, name, its signature; the subkey that is revoked, its two signatures; the other subkeys.
    var subkeys = OpenPGPParts.packets(sub)
    subkeys.append(subkeys.remove(at: 4))
    let said = Self.mistakes([
      ("behind", Self.key(key + rest + revocation)),
      ("alone", Self.key(key + rest) + Self.key(revocation)),
      ("first", Self.key(revocation + key + rest)),
      ("behind a subkey", Self.key(sub + revocation)),
      ("behind another subkey", Self.key(subkeys.flatMap(\.self))),
    ])
    try expectGolden(said, "revocations.txt")
    #expect(Self.mistakes([("in its place", Self.key(key + revocation + rest))]) == "")
  }

  @Test
  func nothingInAFileEndsTheReading() throws {
    let samples = try OpenPGPSamples.all()
    let texts = samples.keys.sorted { $0.key < $1.key }.map(\.value)
    for number in 0..<rounds(600) {
      var mutation = Mutation(number)
      let text = mutation.one(texts)
      let spoiled =
        mutation.chance(3)
        ? mutation.text(text) : Self.key(mutation.keys(OpenPGPText.blob(text)))
      let lines = spoiled.split(separator: "\n", omittingEmptySubsequences: false).count
      do throws(KeyFileMistakes) {
        let keys = try OpenPGPKeys(files: [(path: "a.asc", bytes: Array(spoiled.utf8))])
        #expect(!keys.keys.isEmpty)
      } catch {
        #expect(error.mistakes.count == 1)
        #expect((1...lines).contains(error.mistakes.first?.line ?? 0))
      }
    }
  }

  // MARK: Helpers

  private static func key(_ blob: [UInt8]) -> String {
    OpenPGPText.armor(blob, kind: "PUBLIC KEY BLOCK")
  }

  /// The primary key's packet, the signature behind it, and what follows; both have one byte of length.
  private static func pieces(_ blob: [UInt8]) -> ([UInt8], [UInt8], [UInt8]) {
    let first = Int(blob[1]) + 2
    let second = first + Int(blob[first + 1]) + 2
    return (Array(blob[..<first]), Array(blob[first..<second]), Array(blob[second...]))
  }

  private static func mistakes(_ files: [(path: String, text: String)]) -> String {
    do throws(KeyFileMistakes) {
      _ = try OpenPGPKeys(files: files.map { (path: $0.path, bytes: Array($0.text.utf8)) })
      return ""
    } catch {
      return error.mistakes.map { mistake in
        "\(mistake.path):\(mistake.line ?? 0): "
          + mistake.message.replacing(/[0-9A-F]{40}/, with: "<fingerprint>") + "\n"
      }.joined()
    }
  }
}
