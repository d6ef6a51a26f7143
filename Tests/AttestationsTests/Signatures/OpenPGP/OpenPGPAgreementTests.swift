import Git
import OpsTestSupport
import Testing

@testable import Attestations

@Suite("opsgate and gpg agree on signatures")
struct OpenPGPAgreementTests {
  /// What both said of a signature.
  private enum Agreement: Hashable, Sendable {
    case same(SignatureStatus)
    case stricter(OpenPGPStrictness)
    case disagreed(String)
  }

  @Test
  func signaturesOfEveryKindAreJudgedAlike() async throws {
    let samples = try OpenPGPSamples.all()
    let judge = try Judge(samples)
    let answers = try await inParallel(samples) { number, gpg in
      (
        samples.signatures[number].name,
        try await judge.compare(SpoiledOpenPGP(samples.signatures[number]), gpg)
      )
    }
    let expected: [String: Agreement] = [
      "rsa1024": .stricter(.shortRSA), "dsa": .stricter(.weakDigest),
      "dsa sha256": .stricter(.otherAlgorithm), "text": .stricter(.notOfBytes),
      "sha1": .stricter(.weakDigest), "ripemd": .stricter(.weakDigest), "inline": .same(.bad),
      "critical": .same(.bad),
      "cleartext": .same(.bad), "short-lived": .same(.expired), "expired": .same(.expired),
      "subkey expired": .same(.expired), "future": .same(.expired), "revoked": .same(.revoked),
      "subkey revoked": .same(.revoked), "stranger": .same(.unknownKey),
    ]
    for (name, answer) in answers where name != "expired and revoked" {
      #expect(answer == expected[name] ?? .same(.good), "\(name)")
    }
  }

  @Test
  func spoiledSignaturesAreJudgedAlike() async throws {
    let samples = try OpenPGPSamples.all()
    let judge = try Judge(samples)
    let signatures = samples.signatures.filter { $0.name != "expired and revoked" }
    let answers = try await inParallel(samples, rounds(300)) { number, gpg in
      var mutation = Mutation(number)
      let sample = mutation.one(signatures)
      return try await judge.compare(mutation.spoil(sample, others: signatures), gpg)
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    for (answer, count) in counts {
      if case .disagreed(let what) = answer { Issue.record("\(count)× \(what)") }
    }
    // The spoiling must leave some signatures good, and reach the rules that are opsgate's own.
    #expect(counts[.same(.good), default: 0] > 5)
    #expect(counts[.same(.bad), default: 0] > 100)
    #expect(counts.keys.filter { if case .stricter = $0 { true } else { false } }.count > 4)
    report("OpenPGP signatures", counts.map { ("\($0.key)", $0.value) })
  }

  /// opsgate's side.
  private struct Judge: Sendable {
    let verifier: OpenPGPVerifier
    let keys: OpenPGPKeys

    init(_ samples: OpenPGPSamples) throws {
      keys = try samples.openPGPKeys()
      verifier = OpenPGPVerifier(
        keys: keys,
        time: OpenPGPSamples.time,
        tool: GnuPG(environment: Shell.plainEnvironment)
      )
    }

    func compare(_ spoiled: SpoiledOpenPGP, _ gpg: StockGnuPG) async throws -> Agreement {
      let theirs = try gpg.verdict(Array(spoiled.armored.utf8), of: spoiled.message)
      let ours = try await verifier.check(spoiled.armored, of: spoiled.message)
      do throws(OpenPGPMistake) {
        _ = try OpenPGPSignature(armored: spoiled.armored)
      } catch {
        guard theirs != .bad, theirs != .unknownKey else { return .same(.bad) }
        if let strictness = error.strictness { return .stricter(strictness) }
        return disagreement(spoiled, error.message, theirs)
      }
      if ours.status == theirs { return .same(theirs) }
      if ours.reason?.hasPrefix("the RSA key has 1024 bits") == true, theirs == .good {
        return .stricter(.shortRSA)
      }
      return disagreement(spoiled, "\(ours.status): \(ours.reason ?? "")", theirs)
    }

    private func disagreement(
      _ spoiled: SpoiledOpenPGP,
      _ ours: String,
      _ theirs: SignatureStatus
    ) -> Agreement {
      let message = String(decoding: spoiled.message, as: UTF8.self)
      return .disagreed(
        "opsgate: \(ours); gpg: \(theirs); of \(message.debugDescription):\n\(spoiled.armored)"
      )
    }
  }

  /// Does numbered pieces of work on two cores, each worker with a `gpg` of its own.
  private func inParallel<Answer: Sendable>(
    _ samples: OpenPGPSamples,
    _ count: Int? = nil,
    _ work: @escaping @Sendable (Int, StockGnuPG) async throws -> Answer
  ) async throws -> [Answer] {
    try await withThrowingTaskGroup(of: [Answer].self) { group in
      for worker in 0..<2 {
        group.addTask {
          try await withScratch { folder in
            let gpg = try StockGnuPG(at: folder, keys: samples.keys.values)
            var answers: [Answer] = []
            for number in stride(from: worker, to: count ?? samples.signatures.count, by: 2) {
              answers.append(try await work(number, gpg))
            }
            return answers
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}

extension SpoiledOpenPGP {
  init(_ sample: OpenPGPSample) { self.init(armored: sample.armored, message: sample.message) }
}
