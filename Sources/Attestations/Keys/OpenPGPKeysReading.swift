import Crypto

extension OpenPGPKeys {
  /// A file is never longer.
  private static let largest = 1 << 20

  /// Reads the files; whether GnuPG finds their keys usable, it says when signatures are checked.
  ///
  /// - Parameter files: Paths, for what is said to people, and contents.
  /// - Throws: The first mistake of every file. Of no file anything is used then.
  public init(
    files: some Sequence<(path: String, bytes: [UInt8])>
  ) throws(KeyFileMistakes) {
    var keys: [Key] = []
    var packets: [UInt8] = []
    var mistakes: [KeyFileMistake] = []
    for file in files {
      var armor = OpenPGPArmor(Self.tidied(file.bytes), of: "PGP PUBLIC KEY BLOCK")
      do throws(OpenPGPMistake) {
        let found = try Self.keys(file.bytes, &armor, path: file.path, others: keys)
        keys += found.keys
        packets += found.packets
      } catch {
        mistakes.append(
          KeyFileMistake(
            path: file.path,
            line: armor.lineNumber,
            column: 1,
            message: error.message,
            hint: "`gpg --armor --export FINGERPRINT` writes a key as it must be here"
          )
        )
      }
    }
    guard mistakes.isEmpty else { throw KeyFileMistakes(mistakes) }
    self.init(keys, packets: packets)
  }

  /// Without the blanks and carriage returns at the ends of lines that other systems leave.
  private static func tidied(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.prefix(largest + 1).split(
      separator: UInt8(ascii: "\n"),
      omittingEmptySubsequences: false
    )
    let blanks = Array(" \t\r".utf8)
    return Array(
      lines.map { line in
        line.prefix(line.reversed().drop { blanks.contains($0) }.count)
      }.joined(separator: [UInt8(ascii: "\n")])
    )
  }

  private static func keys(
    _ bytes: [UInt8],
    _ armor: inout OpenPGPArmor,
    path: String,
    others: [Key]
  ) throws(OpenPGPMistake) -> (keys: [Key], packets: [UInt8]) {
    guard bytes.count <= largest else {
      throw OpenPGPMistake("the file is longer than \(largest) bytes")
    }
    var (keys, packets): ([Key], [UInt8]) = ([], [])
    let top = armor
    while !armor.isAtEnd {
      if armor.line.isEmpty || armor.line.hasPrefix("#") {
        armor.skipLine()
        continue
      }
      guard !armor.line.hasPrefix("-----BEGIN PGP PRIVATE KEY BLOCK") else { throw privateKey }
      let start = armor
      let blob = try armor.block()
      do throws(OpenPGPMistake) {
        let new = try self.keys(in: blob, path: path)
        try checkDistinct(new, from: others + keys)
        keys += new
      } catch {
        // What is wrong in the data is said of where it begins.
        armor = start
        throw error
      }
      packets += blob
    }
    guard !keys.isEmpty else {
      armor = top
      throw OpenPGPMistake("there is no key in the file")
    }
    return (keys, packets)
  }

  private static func keys(in blob: [UInt8], path: String) throws(OpenPGPMistake) -> [Key] {
    var reader = OpenPGPReader(blob)
    var found: [OpenPGPKeyBlock] = []
    while !reader.isAtEnd {
      let packet = try reader.packet()
      switch packet.tag {
      case 6: found.append(OpenPGPKeyBlock(try part(packet), signed: signed(packet)))
      case 5, 7: throw privateKey
      case _ where found.isEmpty: throw noKeyFirst(packet)
      case 14: found[found.count - 1].begin(try part(packet), signed: signed(packet))
      case 2: try found[found.count - 1].take(OpenPGPKeySignature(packet))
      case 13, 17: found[found.count - 1].beginName()
      // What newer versions may add.
      default: continue
      }
    }
    return found.map { block in
      Key(fingerprint: "openpgp:\(block.parts[0].fingerprint)", path: path, parts: block.parts)
    }
  }

  private static func noKeyFirst(_ packet: OpenPGPPacket) -> OpenPGPMistake {
    OpenPGPMistake(
      packet.tag == 2
        ? "a revocation certificate alone revokes nothing here: import it, and export the key again"
        : "the data does not begin with a public key"
    )
  }

  private static let privateKey = OpenPGPMistake(
    "the file holds a private key: whoever can read the repository can sign with it"
  )

  private static func part(_ packet: OpenPGPPacket) throws(OpenPGPMistake) -> OpenPGPKeyPart {
    var reader = OpenPGPReader(packet.body)
    let version = try reader.number(1, "the key")
    guard version == 4, packet.body.count <= 0xffff else {
      throw OpenPGPMistake("the key has the version \(version), and must have 4")
    }
    let created = try reader.number(4, "the key")
    let isRSA = try (1...3).contains(reader.number(1, "the key"))
    return OpenPGPKeyPart(
      // A version 4 fingerprint is SHA-1 by definition (RFC 9580, section 5.5.4.2).
      fingerprint: Insecure.SHA1.hash(data: signed(packet)).hexadecimal,
      created: created,
      rsaBits: isRSA ? try reader.integer("the key").bits : nil
    )
  }

  /// The key as fingerprints and signatures are made over it; it was found short enough.
  private static func signed(_ packet: OpenPGPPacket) -> [UInt8] {
    let length = packet.body.count
    return [0x99, UInt8(length >> 8 & 0xff), UInt8(length & 0xff)] + packet.body
  }

  /// Two copies of a key could say different things of it, such as that it is revoked.
  private static func checkDistinct(_ new: [Key], from old: [Key]) throws(OpenPGPMistake) {
    var places: [String: String] = [:]
    for key in old + new {
      for part in key.parts {
        if let path = places[part.keyID] {
          throw OpenPGPMistake("the key \(part.fingerprint) is here, and in \(path) already")
        }
        places[part.keyID] = key.path
      }
    }
  }
}
