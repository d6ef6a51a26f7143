import FoundationEssentials
import Notation

/// A signed statement as one line of a note: a DSSE envelope with exactly one signature.
public struct Envelope: Hashable, Sendable {
  /// What every envelope says of its payload.
  public static let payloadType = "application/vnd.in-toto+json"

  /// The statement, as it was signed.
  public let payload: [UInt8]
  /// The signature with the armor that its tool put around it.
  public let signature: String
  /// Whose tools made it, as the armor says.
  public let format: SignatureFormat
  /// A hint at the key, which is not signed: it decides nothing.
  public let keyID: String?

  /// Wraps a payload that was signed.
  ///
  /// - Parameters:
  ///   - payload: The statement's bytes.
  ///   - signature: The armored text that the signing tool wrote.
  ///   - keyID: The fingerprint of the key, for people.
  /// - Throws: Where the text is no signature of a format that records may have.
  public init(payload: [UInt8], signature: String, keyID: String?) throws(RecordMistake) {
    guard let format = SignatureFormat(armor: signature) else {
      throw RecordMistake(.malformed, "the signature is neither an SSH nor an OpenPGP one")
    }
    self.payload = payload
    self.signature = signature
    self.format = format
    self.keyID = keyID
  }

  /// The bytes that the signature is made over.
  public var signedBytes: [UInt8] {
    PreAuthenticationEncoding.bytes(type: Self.payloadType, body: payload)
  }

  /// What the record is called, however it is wrapped.
  public var name: RecordName { RecordName(ofPayload: payload) }

  /// The one line of a note that holds it, without a newline.
  public var line: [UInt8] {
    let signature = JSONValue.object(present: [
      "keyid": keyID.map(JSONValue.string),
      "sig": .string(Data(self.signature.utf8).base64EncodedString()),
    ])
    let value: JSONValue = [
      "payload": .string(Data(payload).base64EncodedString()),
      "payloadType": .string(Self.payloadType),
      "signatures": [signature],
    ]
    return value.canonical
  }
}

extension SignatureFormat {
  /// The format that an armored text begins as.
  init?(armor: String) {
    if armor.hasPrefix("-----BEGIN SSH SIGNATURE-----\n") {
      self = .ssh
    } else if armor.hasPrefix("-----BEGIN PGP SIGNATURE-----\n") {
      self = .openpgp
    } else {
      return nil
    }
  }
}
