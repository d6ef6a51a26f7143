import Foundation

/// A signature and a message that were good once.
struct SpoiledSignature: Sendable {
  var armored: String
  var message: [UInt8]
  var namespace = "opsgate"
}

extension Mutation {
  /// Spoils a signature somewhere: its armor, its bytes, one of its parts, or what it is held against.
  mutating func spoil(_ sample: SSHSample, others: [SSHSample]) -> SpoiledSignature {
    var spoiled = SpoiledSignature(armored: sample.armored, message: sample.message)
    switch number(0..<8) {
    case 0, 1: spoiled.armored = Armor.text(bytes(Armor.blob(sample.armored)))
    case 2: spoiled.armored = armor(sample.armored)
    case 3: spoiled.armored = text(sample.armored)
    case 4: message(&spoiled, others)
    default:
      var parts = SignatureParts(armored: sample.armored)
      part(&parts, SignatureParts(armored: one(others).armored))
      spoiled.armored = parts.armored
    }
    return spoiled
  }

  private mutating func message(_ spoiled: inout SpoiledSignature, _ others: [SSHSample]) {
    switch number(0..<5) {
    case 0: spoiled.message = one(others).message
    case 1: spoiled.message += [0x0a]
    case 2: spoiled.namespace = one(["git", "opsgat", "opsgate2", "OPSGATE"])
    default: spoiled.message = bytes(spoiled.message)
    }
  }

  private mutating func armor(_ text: String) -> String {
    let blob = Armor.blob(text)
    switch number(0..<11) {
    case 0: return Armor.text(blob, width: number(1..<200))
    case 1: return Armor.text(blob, width: 100_000)
    case 2: return String(text.dropLast())
    case 3: return text + one(["\n", " ", "x", text, "-----END SSH SIGNATURE-----\n"])
    case 4: return one(["\n", " ", "\u{feff}", "x"]) + text
    case 5: return text.replacing("\n", with: "\r\n")
    case 6: return text.replacing("=", with: "")
    case 7:
      return text.replacing(
        "\n-----END",
        with: one(["=\n-----END", "A\n-----END", "\n\n-----END", " \n-----END"])
      )
    case 8: return text.replacing("SSH", with: one(["PGP", "ssh", "SSH "]))
    case 9: return Armor.first + Armor.last
    default:
      return text.replacing(
        "U1NIU0lH",
        with: one(["U1NI U0lH", "U1NI\n\nU0lH", "U1NI\tU0lH", "U1NI=U0lH", "U1NI_U0lH"])
      )
    }
  }

  /// One part put wrong, taken from another signature, or written in another way.
  private mutating func part(_ parts: inout SignatureParts, _ other: SignatureParts) {
    switch number(0..<12) {
    case 0: parts.version = one([0, 2, 256, .max])
    case 1: parts.key = other.key
    case 2: parts.key = bytes(parts.key)
    case 3:
      parts.namespace = one([
        [], Array("git".utf8), Array("opsgate\0".utf8), bytes(parts.namespace),
      ])
    case 4: parts.reserved = one([[0], Array("x".utf8)])
    case 5:
      parts.hash = Array(
        one(["sha1", "sha256", "sha384", "sha512", "SHA512", "sha512\0", ""]).utf8
      )
    case 6: parts.signature = other.signature
    case 7: parts.signature = bytes(parts.signature)
    case 8: parts.behind = [UInt8(number(0..<256))]
    default: numbers(&parts)
    }
  }

  /// What is in the signature proper: its algorithm, and its numbers in other spellings.
  private mutating func numbers(_ parts: inout SignatureParts) {
    let strings = Wire.strings(parts.signature)
    let behind = parts.signature.dropFirst(strings.prefix(2).reduce(0) { $0 + $1.count + 4 })
    var (algorithm, content) = (strings[0], strings[1])
    switch number(0..<8) {
    case 6: content += one([[0], Wire.string([1]), Wire.string([])])
    case 0: algorithm = Array(one(algorithms).utf8)
    case 1: content = [0] + content
    case 2: content = Array(content.drop { $0 == 0 }.dropFirst(number(0..<2)))
    case 3: algorithm += [0]
    case 4: content = Wire.strings(content).flatMap { Wire.string([0, 0] + $0) }
    case 5: content = Wire.strings(content).flatMap { Wire.string(Array($0.drop { $0 == 0 })) }
    default: content = Wire.strings(content).reversed().flatMap { Wire.string($0) }
    }
    parts.signature = Wire.string(algorithm) + Wire.string(content) + behind
  }

  private var algorithms: [String] {
    [
      "ssh-rsa", "rsa-sha2-256", "rsa-sha2-512", "ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-dss",
      "ecdsa-sha2-nistp521", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
      "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
    ]
  }
}
