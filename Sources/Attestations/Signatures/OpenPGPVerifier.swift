import Git

/// Checks OpenPGP signatures with one keyring, which is made when it is first needed.
actor OpenPGPVerifier {
  private let keys: OpenPGPKeys
  private let time: Int
  private let tool: any OpenPGPTool
  private var keyring: Task<Result<Opened, SignaturesUnchecked>, Never>?

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
    return try check.check(try await ask(check, message))
  }

  private nonisolated func ask(
    _ check: OpenPGPCheck,
    _ message: [UInt8]
  ) async throws(SignaturesUnchecked) -> OpenPGPAnswer {
    let opened = try await theKeyring
    if let key = check.namedKey { try opened.checkTaken(key) }
    let result: ProgramResult
    do throws(GitError) {
      result = try await opened.keyring.verify(check.signature.packet, of: message, at: time)
    } catch {
      throw SignaturesUnchecked(error)
    }
    return try OpenPGPAnswer(result)
  }

  // MARK: The keyring

  private var theKeyring: Opened {
    get async throws(SignaturesUnchecked) {
      if keyring == nil { keyring = Task { [keys, tool] in await Self.open(keys, tool) } }
      guard let keyring else { throw SignaturesUnchecked("there is no keyring") }
      return try await keyring.value.get()
    }
  }

  private static func open(
    _ keys: OpenPGPKeys,
    _ tool: any OpenPGPTool
  ) async -> Result<Opened, SignaturesUnchecked> {
    do throws(GitError) {
      let keyring = try await tool.openPGPKeyring(holding: keys.packets)
      return Result { () throws(SignaturesUnchecked) in
        let taken = try keyring.importing.map(OpenPGPAnswer.init)?.imported
        return Opened(keyring: keyring, taken: taken)
      }
    } catch {
      return .failure(SignaturesUnchecked(error))
    }
  }
}

/// A keyring, and what it took.
private struct Opened: Sendable {
  let keyring: any OpenPGPKeyring
  /// The fingerprints of the primary keys that were taken; `nil` where keys are taken unseen.
  let taken: Set<String>?

  /// A key that GnuPG left out must not look like one that nobody has.
  func checkTaken(_ key: OpenPGPKeys.Key) throws(SignaturesUnchecked) {
    guard let taken, !taken.contains(key.parts[0].fingerprint) else { return }
    throw SignaturesUnchecked(
      "`gpg --import` does not take the key \(key.fingerprint) of \(key.path)",
      hint: "export it again: `gpg --armor --export FINGERPRINT`"
    )
  }
}
