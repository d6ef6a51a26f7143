import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite("opsgate and ssh-keygen agree on signatures")
struct SignatureAgreementTests {
  /// What both said of a signature.
  private enum Agreement: Hashable, Sendable {
    case good, bad
    case stricter(Strictness)
    case disagreed(String)
  }

  @Test
  func signaturesOfEveryKindOfKeyAreGoodForBoth() async throws {
    let samples = try SSHSamples.all()
    #expect(samples.count == 18)
    let answers = try await inParallel(samples.count) { number, openSSH in
      try Self.compare(SpoiledSignature(samples[number]), openSSH)
    }
    #expect(answers == Array(repeating: .good, count: samples.count))
  }

  @Test
  func spoiledSignaturesAreJudgedAlike() async throws {
    let samples = try SSHSamples.all()
    let answers = try await inParallel(rounds(900)) { number, openSSH in
      var mutation = Mutation(number)
      let sample = mutation.one(samples)
      return try Self.compare(mutation.spoil(sample, others: samples), openSSH)
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    for (answer, count) in counts {
      if case .disagreed(let what) = answer { Issue.record("\(count)× \(what)") }
    }
    // The spoiling must leave some signatures good, and reach the rules that are opsgate's own.
    #expect(counts[.good, default: 0] > 20)
    #expect(counts[.bad, default: 0] > 400)
    #expect(counts.keys.filter { if case .stricter = $0 { true } else { false } }.count > 4)
    report("signatures", counts.map { ("\($0.key)", $0.value) })
  }

  private static func compare(_ spoiled: SpoiledSignature, _ openSSH: OpenSSH) throws -> Agreement {
    let theirs = try openSSH.accepts(
      spoiled.armored,
      of: spoiled.message,
      namespace: spoiled.namespace
    )
    let ours: Bool
    do throws(SSHMistake) {
      ours = try SSHSignature(armored: spoiled.armored)
        .verifies(spoiled.message, namespace: spoiled.namespace)
    } catch {
      if theirs, let strictness = error.strictness { return .stricter(strictness) }
      return theirs ? disagreement(spoiled, error.message) : .bad
    }
    guard ours == theirs else { return disagreement(spoiled, "opsgate: \(ours)") }
    return ours ? .good : .bad
  }

  private static func disagreement(_ spoiled: SpoiledSignature, _ ours: String) -> Agreement {
    let message = Data(spoiled.message).base64EncodedString()
    return .disagreed("\(ours), for '\(spoiled.namespace)', of \(message):\n\(spoiled.armored)")
  }
}

extension SpoiledSignature {
  init(_ sample: SSHSample) {
    self.init(armored: sample.armored, message: sample.message)
  }
}

/// Says how many comparisons ended how, where more than usual are made.
func report(_ what: String, _ counts: [(String, Int)]) {
  guard rounds(1) > 1 else { return }
  let lines = counts.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { "  \($0.1) \($0.0)" }
  print(([what] + lines).joined(separator: "\n"))
}
