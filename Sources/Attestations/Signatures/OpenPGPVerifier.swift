import Git

/// Checks OpenPGP signatures with one keyring, which is made when it is first needed.
actor OpenPGPVerifier {
  private let keys: OpenPGPKeys
  private let time: Int
  private let tool: any OpenPGPTool
  private var keyring: Task<Result<any OpenPGPKeyring, SignaturesUnchecked>, Never>?

  init(keys: OpenPGPKeys, time: Int, tool: any OpenPGPTool) {
    self.keys = keys
    self.time = time
    self.tool = tool
  }

  /// - Throws: Where it cannot be told what the signature is.
  nonisolated func check(
    _ armored: String,
    of message: [UInt8]
  ) async throws(SignaturesUnchecked) -> SignatureCheck {
    let signature: OpenPGPSignature
    do throws(OpenPGPMistake) {
      signature = try OpenPGPSignature(armored: armored)
    } catch {
      return SignatureCheck(
        status: .bad,
        format: .openpgp,
        fingerprint: nil,
        reason: error.message
      )
    }
    let check = OpenPGPCheck(signature: signature, keys: keys, time: time)
    if let answer = check.answerWithoutGnuPG { return answer }
    let answer = try await ask(signature, message, time)
    let verdict = try check.check(answer)
    return try await beforeItExpired(verdict, check, answer, message)
  }

  /// GnuPG does not say of what has expired that it was revoked too, which weighs more: asked as of the time when
  /// the signature was made, it does.
  private nonisolated func beforeItExpired(
    _ verdict: SignatureCheck,
    _ check: OpenPGPCheck,
    _ answer: OpenPGPAnswer,
    _ message: [UInt8]
  ) async throws(SignaturesUnchecked) -> SignatureCheck {
    guard verdict.status == .expired, try await theKeyring.importing != nil,
      let made = answer.lines("VALIDSIG").first?.word(2).flatMap({ Int($0) })
    else { return verdict }
    let before = try check.check(try await ask(check.signature, message, made))
    return before.status == .revoked ? before : verdict
  }

  private nonisolated func ask(
    _ signature: OpenPGPSignature,
    _ message: [UInt8],
    _ time: Int
  ) async throws(SignaturesUnchecked) -> OpenPGPAnswer {
    let keyring = try await theKeyring
    let result: ProgramResult
    do throws(GitError) {
      result = try await keyring.verify(signature.packet, of: message, at: time)
    } catch {
      throw SignaturesUnchecked(error)
    }
    return try OpenPGPAnswer(result)
  }

  // MARK: The keyring

  private var theKeyring: any OpenPGPKeyring {
    get async throws(SignaturesUnchecked) {
      if keyring == nil { keyring = Task { [keys, tool] in await Self.open(keys, tool) } }
      guard let keyring else { throw SignaturesUnchecked("there is no keyring") }
      return try await keyring.value.get()
    }
  }

  private static func open(
    _ keys: OpenPGPKeys,
    _ tool: any OpenPGPTool
  ) async -> Result<any OpenPGPKeyring, SignaturesUnchecked> {
    do throws(GitError) {
      let keyring = try await tool.openPGPKeyring(holding: keys.packets)
      return Result { () throws(SignaturesUnchecked) in
        try checkTaken(keys, keyring.importing)
        return keyring
      }
    } catch {
      return .failure(SignaturesUnchecked(error))
    }
  }

  /// A key that GnuPG left out must not look like one that nobody has.
  private static func checkTaken(
    _ keys: OpenPGPKeys,
    _ result: ProgramResult?
  ) throws(SignaturesUnchecked) {
    guard let result else { return }
    let taken = try OpenPGPAnswer(result).imported
    let missing = keys.keys.filter { !taken.contains(String($0.fingerprint.dropFirst(8))) }
    guard let key = missing.first else { return }
    throw SignaturesUnchecked(
      "`gpg --import` does not take the key \(key.fingerprint) of \(key.path)",
      hint: "export it again: `gpg --armor --export FINGERPRINT`"
    )
  }
}
