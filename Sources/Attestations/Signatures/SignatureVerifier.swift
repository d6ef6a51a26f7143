import Crypto

/// Checks the signatures of records, of both formats, many at a time.
///
/// SSH signatures are checked in process; OpenPGP ones by GnuPG, which sees nothing but the repository's keys.
public struct SignatureVerifier: Sendable {
  /// How many GnuPG programs run at once.
  private static let programs = 4

  private let keyRing: KeyRing
  private let time: Int
  private let openPGP: OpenPGPVerifier
  private let memory = SignatureMemory()
  private let cores: Int

  /// - Parameters:
  ///   - keyRing: The keys that count.
  ///   - time: At which they must be valid, in seconds since 1970.
  ///   - openPGP: What runs GnuPG; it is asked only where a signature names an OpenPGP key of the ring.
  ///   - cores: How many SSH signatures are checked at once.
  public init(keyRing: KeyRing, time: Int, openPGP: any OpenPGPTool, cores: Int) {
    self.keyRing = keyRing
    self.time = time
    self.openPGP = OpenPGPVerifier(keys: keyRing.openPGP, time: time, tool: openPGP)
    self.cores = cores
  }

  /// Checks each envelope; what was checked before, here or in another call, is remembered.
  ///
  /// - Returns: One answer for each, in the same order.
  /// - Throws: Where any of them could not be checked: then nothing is known of it.
  public func check(
    _ envelopes: [Envelope]
  ) async throws(SignaturesUnchecked) -> [SignatureCheck] {
    let names = envelopes.map(SignatureName.init)
    var known = await memory.checks
    var seen = Set(known.keys)
    let new = zip(names, envelopes).filter { seen.insert($0.0).inserted }
    for (name, answer) in await answers(new) { known[name] = try answer.get() }
    await memory.remember(known)
    return names.compactMap { known[$0] }
  }

  private typealias Answer = Result<SignatureCheck, SignaturesUnchecked>

  private func answers(
    _ work: [(SignatureName, Envelope)]
  ) async -> [(SignatureName, Answer)] {
    let ssh = work.filter { $0.1.format == .ssh }
    let others = work.filter { $0.1.format == .openpgp }
    let sshAnswers = await Parallel.map(ssh, workers: cores) { [keyRing, time] name, envelope in
      let check = keyRing.check(
        sshSignature: envelope.signature,
        of: envelope.signedBytes,
        at: time
      )
      return (name, Answer.success(check))
    }
    return sshAnswers
      + (await Parallel.map(others, workers: Self.programs) { [openPGP] name, envelope in
        (name, await Self.answer(envelope, openPGP))
      })
  }

  private static func answer(_ envelope: Envelope, _ verifier: OpenPGPVerifier) async -> Answer {
    do throws(SignaturesUnchecked) {
      return .success(try await verifier.check(envelope.signature, of: envelope.signedBytes))
    } catch {
      return .failure(error)
    }
  }
}

/// One signature of one payload, however often it is noted.
private struct SignatureName: Hashable {
  private let digest: SHA256.Digest

  init(_ envelope: Envelope) {
    var hash = SHA256()
    hash.update(data: Array("\(envelope.payload.count) ".utf8))
    hash.update(data: envelope.payload)
    hash.update(data: Array(envelope.signature.utf8))
    digest = hash.finalize()
  }
}

/// What was checked before.
private actor SignatureMemory {
  private(set) var checks: [SignatureName: SignatureCheck] = [:]

  func remember(_ more: [SignatureName: SignatureCheck]) { checks.merge(more) { old, _ in old } }
}
