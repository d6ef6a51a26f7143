import Attestations
import Foundation
import OpsTestSupport
import Testing

@Suite("opsgate and ssh-keygen agree on who may sign")
struct SignersAgreementTests {
  private enum Agreement: Hashable, Sendable {
    case allowed, notAllowed
    /// The file is refused, and for a reason that is opsgate's own.
    case stricter(Strictness)
    /// The file is refused, and `ssh-keygen` passes over the line.
    case refused
    case disagreed(String)
  }

  @Test
  func filesOfSignersAreReadAlike() async throws {
    let samples = ["ed25519", "rsa2048", "sk-ed25519"]
    let chosen = try samples.map(SSHSamples.sample)
    let answers = try await inParallel(rounds(450)) { number, openSSH in
      var mutation = Mutation(number + 1_000_000)
      let text = mutation.signers(chosen.map(\.publicLine))
      return try Self.compare(text, mutation.one(chosen), openSSH)
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    for (answer, count) in counts {
      if case .disagreed(let what) = answer { Issue.record("\(count)× \(what)") }
    }
    #expect(counts[.allowed, default: 0] > 15)
    #expect(counts[.notAllowed, default: 0] > 50)
    #expect(counts[.refused, default: 0] > 50)
    report("signers", counts.map { ("\($0.key)", $0.value) })
  }

  private static func compare(
    _ text: String,
    _ sample: SSHSample,
    _ openSSH: OpenSSH
  ) throws -> Agreement {
    let bytes = Array(text.utf8)
    do throws(KeyFileMistakes) {
      let signers = try AllowedSigners.read(bytes, path: "signers")
      do { return try compare(signers, text, sample, openSSH) } catch {
        return .disagreed("\(error)")
      }
    } catch {
      do { return try refused(error, text, sample, openSSH) } catch {
        return .disagreed("\(error)")
      }
    }
  }

  /// A file that opsgate reads says the same to `ssh-keygen`.
  private static func compare(
    _ signers: AllowedSigners,
    _ text: String,
    _ sample: SSHSample,
    _ openSSH: OpenSSH
  ) throws -> Agreement {
    let key = try SSHSignature(armored: sample.armored).key
    let entries = signers.entries(of: key)
    let permission = signers.permission(of: key, for: "opsgate", at: OpenSSH.seconds)
    var principal = entries.first?.principals.first ?? "alice"
    var ours = false
    if case .allowed(let entry) = permission {
      ours = true
      principal = entry.principals.last ?? principal
    }
    let theirs = try openSSH.verifies(
      sample.armored,
      of: sample.message,
      by: principal,
      signers: Array(text.utf8)
    )
    // This command looks at times, and not at namespaces.
    let inTime = entries.first {
      ($0.validAfter ?? .min) <= OpenSSH.seconds && OpenSSH.seconds <= ($0.validBefore ?? .max)
    }
    let found = try openSSH.principals(of: sample.armored, signers: Array(text.utf8))
    guard ours == theirs, inTime?.principals == found else {
      return .disagreed(
        "opsgate: \(permission), found \(found ?? []), verified \(theirs):\n\(text)"
      )
    }
    return ours ? .allowed : .notAllowed
  }

  /// Each line that is refused for no reason of opsgate's own is one that `ssh-keygen` does not take.
  private static func refused(
    _ error: KeyFileMistakes,
    _ text: String,
    _ sample: SSHSample,
    _ openSSH: OpenSSH
  ) throws -> Agreement {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let plain = error.mistakes.filter { $0.strictness == nil }.compactMap(\.line)
    for line in Set(plain) {
      let signers = Array((lines[line - 1] + "\n").utf8)
      for sample in try SSHSamples.all()
      where text.contains(sample.publicLine.split(separator: " ")[1]) {
        if let found = try openSSH.principals(of: sample.armored, signers: signers) {
          return .disagreed("refused with \(error), and found \(found):\n\(text)")
        }
      }
    }
    return plain.isEmpty
      ? error.mistakes[0].strictness.map(Agreement.stricter) ?? .refused : .refused
  }
}
