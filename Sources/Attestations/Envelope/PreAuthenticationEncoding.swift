/// The bytes that a DSSE signature is made over.
public enum PreAuthenticationEncoding {
  /// `DSSEv1 SP LEN(type) SP type SP LEN(body) SP body`, lengths in bytes and decimal (DSSE 1.0.2, "Signature
  /// Definition").
  public static func bytes(type: String, body: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(body.count) ".utf8) + body
  }
}
