import Notation

/// Decides what GnuPG's answer says of a signature.
struct OpenPGPCheck {
  let signature: OpenPGPSignature
  let keys: OpenPGPKeys
  /// At which keys must be valid, in seconds since 1970.
  let time: Int

  /// The key that the signature names, where it is one of ours.
  var namedKey: OpenPGPKeys.Key? {
    signature.namedKeys.sorted().lazy.compactMap { keys.key(named: $0) }.first
  }

  /// A signature that names none of the keys is of none: GnuPG looks them up by that name.
  var answerWithoutGnuPG: SignatureCheck? {
    guard namedKey == nil else { return nil }
    let fingerprint = signature.namedKeys.filter { $0.count == 40 }.min()
    return answer(.unknownKey, "no file of .opsgate/keys has the key", fingerprint)
  }

  /// - Throws: Where the answer is none that GnuPG gives.
  func check(_ answer: OpenPGPAnswer) throws(SignaturesUnchecked) -> SignatureCheck {
    guard let verdict = try answer.verdict else {
      return self.answer(.bad, "GnuPG finds no signature in it")
    }
    switch verdict.keyword {
    case "BADSIG": return self.answer(.bad, "the key did not sign these bytes")
    case "ERRSIG": return try unverified(verdict)
    default: return try verified(answer, verdict.keyword)
    }
  }

  /// The key did sign these bytes.
  private func verified(
    _ answer: OpenPGPAnswer,
    _ verdict: String
  ) throws(SignaturesUnchecked) -> SignatureCheck {
    let facts = try facts(answer)
    if let bits = facts.part.rsaBits, bits < 2048 {
      return self.answer(.bad, "the RSA key has \(bits) bits, and must have 2048", facts.primary)
    }
    switch verdict {
    case "GOODSIG":
      guard answer.status == 0 else {
        throw SignaturesUnchecked("GnuPG called a signature good and ended with \(answer.status)")
      }
      return self.answer(.good, nil, facts.primary)
    // GnuPG does not say of what has expired that it was revoked too, which weighs more.
    case "EXPKEYSIG" where keys.hasRevocation(facts.part),
      "EXPSIG" where keys.hasRevocation(facts.part):
      return self.answer(.revoked, Self.revoked, facts.primary)
    case "EXPKEYSIG": return self.answer(.expired, "the key has expired", facts.primary)
    case "EXPSIG":
      let end = facts.expires.map { " on \(Timestamp.rfc3339($0))" } ?? ""
      return self.answer(.expired, "the signature expired\(end)", facts.primary)
    default: return self.answer(.revoked, Self.revoked, facts.primary)
    }
  }

  private static let revoked = "the key was revoked by its owner"

  private struct Facts {
    let part: OpenPGPKeyPart
    let primary: String
    let expires: Int?
  }

  /// What the line says: `VALIDSIG fingerprint date time expires version reserved algorithm digest class primary`.
  private func facts(_ answer: OpenPGPAnswer) throws(SignaturesUnchecked) -> Facts {
    let lines = answer.lines("VALIDSIG")
    guard let line = lines.first, lines.count == 1,
      let part = line.word(0).flatMap(keys.part), let primary = line.word(9),
      keys.key(named: part.fingerprint)?.fingerprint == "openpgp:\(primary)",
      line.word(4).flatMap({ Int($0) }) == 4, line.word(8) == "00",
      line.word(7).flatMap({ Int($0) }) == signature.digest
    else { throw SignaturesUnchecked("GnuPG did not say which key made a valid signature") }
    let expires = line.word(3).flatMap { Int($0) } ?? 0
    return Facts(part: part, primary: primary, expires: expires > 0 ? expires : nil)
  }

  /// It could not be told whether the key signed: `ERRSIG keyid algorithm digest class time rc fingerprint`.
  private func unverified(_ line: OpenPGPAnswer.Line) throws(SignaturesUnchecked) -> SignatureCheck
  {
    guard let code = line.word(5).flatMap({ Int($0) }), code < Self.systemError else {
      throw SignaturesUnchecked("GnuPG met an error of the system")
    }
    let part = line.word(6).flatMap(keys.part) ?? line.word(0).flatMap(keys.part)
    if let part, part.created > time {
      return answer(.expired, "the key was made on \(Timestamp.rfc3339(part.created))")
    }
    guard code != Self.noPublicKey else {
      // Subkeys that do not belong to their primary key are left out; a primary key that was taken is not.
      if line.word(6).map(keys.isPrimary) == true { throw SignaturesUnchecked("GnuPG lost a key") }
      return answer(.unknownKey, "the key that the signature names is not one that signs")
    }
    return answer(.bad, "GnuPG cannot verify it with the key (its error \(code))")
  }

  /// Codes of libgpg-error.
  private static let (noPublicKey, systemError) = (9, 1 << 15)

  func answer(
    _ status: SignatureStatus,
    _ reason: String?,
    _ fingerprint: String? = nil
  ) -> SignatureCheck {
    SignatureCheck(
      status: status,
      format: .openpgp,
      fingerprint: fingerprint.map { "openpgp:\($0)" } ?? namedKey?.fingerprint,
      reason: reason
    )
  }
}
