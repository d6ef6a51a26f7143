import Foundation
import OpsTestSupport
import Testing

@testable import Attestations
@testable import Git

/// Files of keys, spoiled: with `gpg`, with `gpgv` alone, and by stock `gpg` a signature is judged alike.
@Suite("opsgate, gpg and gpgv agree on keys")
struct OpenPGPKeyAgreementTests {
  /// What became of a signature that a spoiled key had made.
  private enum Answer: Hashable, Sendable, CustomStringConvertible {
    case judged(SignatureStatus)
    /// The file, or its key, is not taken.
    case refused

    var description: String {
      switch self {
      case .judged(let status): status.rawValue
      case .refused: "refused"
      }
    }
  }

  private struct Answers: Hashable, Sendable, CustomStringConvertible {
    let withGpg: Answer
    let withGpgv: Answer
    let stock: SignatureStatus

    var description: String { "gpg \(withGpg), gpgv \(withGpgv), stock \(stock.rawValue)" }

    /// Whether neither takes more than stock `gpg` does.
    var agree: Bool {
      (withGpg == .refused || withGpg == .judged(stock))
        && (withGpgv != .judged(.good) || stock == .good)
    }
  }

  private static let owners = ["ed25519", "p256", "revoked", "expired", "subkey", "subkey revoked"]

  @Test
  func spoiledKeysAreJudgedAlike() async throws {
    let samples = try OpenPGPSamples.all()
    let answers = try await withThrowingTaskGroup(of: [Answers].self) { group in
      for worker in 0..<2 {
        group.addTask {
          var found: [Answers] = []
          for number in stride(from: worker, to: rounds(120), by: 2) {
            found.append(try await Self.compare(number, samples))
          }
          return found
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let counts = Dictionary(answers.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(counts.keys.filter { !$0.agree } == [])
    #expect(answers.filter { $0.stock == .good }.count > 10)
    #expect(answers.filter { $0.stock == .revoked }.count > 5)
    report("OpenPGP keys", counts.map { ("\($0.key)", $0.value) })
  }

  private static func compare(
    _ number: Int,
    _ samples: OpenPGPSamples
  ) async throws -> Answers {
    let time = Int(Date().timeIntervalSince1970)
    var mutation = Mutation(number)
    let name = mutation.one(owners)
    let sample = try samples.sample(name)
    let key = OpenPGPText.blob(try samples.key(name.hasPrefix("subkey") ? "primary" : name))
    let spoiled = OpenPGPText.armor(mutation.keys(key), kind: "PUBLIC KEY BLOCK")
    return try await withScratch { scratch in
      let stock = try StockGnuPG(at: scratch.folder("stock"), lenientKeys: [spoiled])
      return Answers(
        withGpg: try await judge(sample, spoiled, "gpg", at: time, scratch),
        withGpgv: try await judge(sample, spoiled, "gpgv", at: time, scratch),
        stock: try stock.verdict(Array(sample.armored.utf8), of: sample.message, at: time)
      )
    }
  }

  private static func judge(
    _ sample: OpenPGPSample,
    _ key: String,
    _ program: String,
    at time: Int,
    _ scratch: Folder
  ) async throws -> Answer {
    let place = try scratch.folder("with \(program)")
    try FileManager.default.createSymbolicLink(
      atPath: place.path(program),
      withDestinationPath: try StockGnuPG.path(of: program)
    )
    let keys: OpenPGPKeys
    do throws(KeyFileMistakes) {
      keys = try OpenPGPKeys(files: [(path: "a.asc", bytes: Array(key.utf8))])
    } catch {
      return .refused
    }
    let gnuPG = GnuPG(environment: ["PATH": place.path])
    do throws(SignaturesUnchecked) {
      let verifier = OpenPGPVerifier(keys: keys, time: time, tool: gnuPG)
      return .judged(try await verifier.check(sample.armored, of: sample.message).status)
    } catch {
      return .refused
    }
  }
}

extension Mutation {
  /// Spoils keys: bytes of a packet, or the packets' order.
  mutating func keys(_ blob: [UInt8]) -> [UInt8] {
    var packets = OpenPGPParts.packets(blob)
    let (one, other) = (number(0..<packets.count), number(0..<packets.count))
    switch number(0..<7) {
    case 0: packets.swapAt(one, other)
    case 1: packets.insert(packets[one], at: other)
    case 2: packets.remove(at: one)
    case 3: packets.append(packets.remove(at: one))
    case 4: return bytes(blob)
    default: packets[one] = bytes(packets[one])
    }
    return packets.flatMap(\.self)
  }
}
