import Foundation
import OpsTestSupport
import Testing

@testable import Attestations
@testable import Git

/// What is told of signatures on machines as they are: with `gpg`, with `gpgv` alone, with neither, with a broken one.
@Suite
struct OpenPGPVerifierTests {
  /// Each says that the key was revoked although it, or the signature, has expired too.
  @Test(arguments: [true, false])
  func aRevokedKeyIsRevokedAlsoWhenItHasExpired(isGpgvAlone: Bool) async throws {
    try await withMachine(isGpgvAlone ? ["gpgv"] : ["gpg"]) { gnuPG, now in
      let samples = try OpenPGPSamples.all()
      let check = try await check("expired and revoked", samples, gnuPG, at: now)
      #expect(check.status == .revoked)
      #expect(check.reason == "the key was revoked by its owner")
      #expect(
        check.fingerprint == samples.fingerprints["expired and revoked"].map { "openpgp:\($0)" }
      )
    }
  }

  /// `gpgv` alone says the same of every signature, as of now.
  @Test
  func gpgvAloneSaysWhatGpgSays() async throws {
    let samples = try OpenPGPSamples.all()
    var said: [[SignatureCheck]] = []
    for program in ["gpg", "gpgv"] {
      try await withMachine([program]) { gnuPG, now in
        var checks: [SignatureCheck] = []
        for sample in samples.signatures {
          checks.append(try await check(sample.name, samples, gnuPG, at: now))
        }
        said.append(checks)
      }
    }
    #expect(said[0] == said[1])
    #expect(said[0].filter { $0.status == .good }.count > 10)
  }

  @Test
  func gpgvAloneCannotTellWhatWasAtAnotherTime() async throws {
    let samples = try OpenPGPSamples.all()
    try await withMachine(["gpgv"]) { gnuPG, now in
      let error = await #expect(throws: SignaturesUnchecked.self) {
        try await check("ed25519", samples, gnuPG, at: now - 3600)
      }
      expectSameText(
        error?.description ?? "",
        """
        the OpenPGP signatures cannot be checked: cannot tell what was so at another time: `gpgv` judges at the present \
        time alone, and there is no `gpg` here
        """
      )
      // What names none of the keys needs no program, and neither does what is no signature.
      let stranger = try await check("stranger", samples, gnuPG, at: 0)
      let text = try await check("text", samples, gnuPG, at: 0)
      #expect([stranger.status, text.status] == [.unknownKey, .bad])
    }
  }

  @Test
  func withoutGnuPGNothingIsKnown() async throws {
    let samples = try OpenPGPSamples.all()
    try await withMachine([]) { gnuPG, now in
      let error = await #expect(throws: SignaturesUnchecked.self) {
        try await check("ed25519", samples, gnuPG, at: now)
      }
      #expect(
        error?.reason.contains("neither `gpg` nor `gpgv` is on the search path (PATH)") == true
      )
      #expect(error?.hint == "install GnuPG")
      let stranger = try await check("stranger", samples, gnuPG, at: now)
      #expect(stranger.status == .unknownKey)
    }
  }

  /// What GnuPG would not say is no answer.
  @Test(arguments: [
    "exit 3", "echo hello", "true", "kill -9 $$", "printf '[GNUPG:] FAILURE gpg-exit 1\\n'; exit 2",
    "printf '[GNUPG:] GOODSIG X Y\\n'", "printf '[GNUPG:] GOODSIG X Y\\n[GNUPG:] BADSIG X Y\\n'",
    "printf '[GNUPG:] NEWSIG\\n[GNUPG:] NEWSIG\\n[GNUPG:] BADSIG X Y\\n'",
    "printf '[GNUPG:] ERRSIG X 22 8 00 1 32801 -\\n'; exit 2",
    "printf '[GNUPG:] ERRSIG X\\n'; exit 2",
    """
    printf '[GNUPG:] GOODSIG X Y\\n[GNUPG:] VALIDSIG 00 2026-01-01 1 0 4 0 22 8 00 00\\n'
    """,
  ])
  func aBrokenGnuPGIsNoVerdict(answer: String) async throws {
    let samples = try OpenPGPSamples.all()
    let key = try #require(samples.fingerprints["ed25519"])
    try await withScratch { scratch in
      try scratch.writeProgram(
        "gpg",
        """
        #!/bin/sh
        case "$*" in
          *--import*) echo '[GNUPG:] IMPORT_OK 1 \(key)'; exit ;;
        esac
        \(answer)
        """
      )
      await #expect(throws: SignaturesUnchecked.self) {
        try await check("ed25519", samples, GnuPG(environment: ["PATH": scratch.path]), at: 0)
      }
    }
  }

  /// A key that GnuPG does not take concerns its own signatures alone.
  @Test
  func aKeyThatIsNotTakenLeavesTheOthers() async throws {
    let samples = try OpenPGPSamples.all()
    let naked = OpenPGPText.blob(try samples.key("p256"))
    let keys = try OpenPGPKeys(files: [
      (path: "good.asc", bytes: Array(try samples.key("ed25519").utf8)),
      (
        path: "naked.asc",
        bytes: Array(
          OpenPGPText.armor(Array(naked.prefix(2 + Int(naked[1]))), kind: "PUBLIC KEY BLOCK").utf8
        )
      ),
    ])
    let verifier = OpenPGPVerifier(
      keys: keys,
      time: OpenPGPSamples.time,
      tool: GnuPG(environment: Shell.plainEnvironment)
    )
    let good = try samples.sample("ed25519")
    let check = try await verifier.check(good.armored, of: good.message)
    #expect(check.status == .good)
    let other = try samples.sample("p256")
    let error = await #expect(throws: SignaturesUnchecked.self) {
      try await verifier.check(other.armored, of: other.message)
    }
    #expect(error?.reason.contains("does not take the key openpgp:") == true)
    #expect(error?.reason.hasSuffix(" of naked.asc") == true)
  }

  /// A subkey that does not say itself whose it is could be anybody's.
  @Test
  func aSubkeyThatNeverAgreedSignsNothing() async throws {
    let samples = try OpenPGPSamples.all()
    let blob = OpenPGPText.blob(try samples.key("primary"))
    let stripped = OpenPGPText.armor(Self.withoutCrossCertificates(blob), kind: "PUBLIC KEY BLOCK")
    let keys = try OpenPGPKeys(files: [(path: "a.asc", bytes: Array(stripped.utf8))])
    let sample = try samples.sample("subkey")
    let verifier = OpenPGPVerifier(
      keys: keys,
      time: OpenPGPSamples.time,
      tool: GnuPG(environment: Shell.plainEnvironment)
    )
    let ours = try await verifier.check(sample.armored, of: sample.message).status
    try withScratch { scratch in
      let stock = try StockGnuPG(at: scratch, keys: [stripped])
      #expect(try stock.verdict(Array(sample.armored.utf8), of: sample.message) == ours)
    }
    #expect(ours == .bad)
  }

  /// The signatures inside of signatures, which stand in what is not signed, left out.
  private static func withoutCrossCertificates(_ blob: [UInt8]) -> [UInt8] {
    var rest = blob[...]
    var kept: [UInt8] = []
    while let header = rest.first {
      let isLong = header & 3 == 1
      let start = rest.startIndex
      let length = isLong ? Int(rest[start + 1]) << 8 | Int(rest[start + 2]) : Int(rest[start + 1])
      let packet = Array(rest.prefix(length + (isLong ? 3 : 2)))
      rest = rest.dropFirst(packet.count)
      guard header & 0xfc == 0x88 else {
        kept += packet
        continue
      }
      var parts = OpenPGPParts(packet: packet)
      if parts.head[1] == 0x18 { parts.unhashed = Array(parts.unhashed.prefix(10)) }
      kept += parts.packet
    }
    return kept
  }

  /// Whatever the user's own configuration says.
  @Test
  func theUsersOwnGnuPGIsNotAsked() async throws {
    let samples = try OpenPGPSamples.all()
    try await withScratch { scratch in
      try scratch.write("gpg.conf", "no-such-option\n")
      try scratch.write(".gnupg/gpg.conf", "no-such-option\n")
      let environment = Shell.plainEnvironment
        .merging(["GNUPGHOME": scratch.path, "HOME": scratch.path]) { $1 }
      let gnuPG = GnuPG(environment: environment)
      let good = try await check("ed25519", samples, gnuPG, at: OpenPGPSamples.time)
      #expect(good.status == .good)
      #expect(
        Set(try FileManager.default.contentsOfDirectory(atPath: scratch.path)) == [
          ".gnupg", "gpg.conf",
        ]
      )
    }
  }

  // MARK: Machines

  private func check(
    _ name: String,
    _ samples: OpenPGPSamples,
    _ gnuPG: GnuPG,
    at time: Int
  ) async throws -> SignatureCheck {
    let sample = try samples.sample(name)
    return try await OpenPGPVerifier(keys: samples.openPGPKeys(), time: time, tool: gnuPG)
      .check(sample.armored, of: sample.message)
  }

  /// A machine that has these programs and no others, and the present time.
  private func withMachine(
    _ programs: [String],
    _ body: (GnuPG, Int) async throws -> Void
  ) async throws {
    try await withScratch { scratch in
      for program in programs {
        let path = try Shell.run("sh", ["-c", "command -v \(program)"]).checked().stdout
        try FileManager.default.createSymbolicLink(
          atPath: scratch.path(program),
          withDestinationPath: path.trimmingCharacters(in: .newlines)
        )
      }
      let now = Int(Date().timeIntervalSince1970)
      try await body(GnuPG(environment: ["PATH": scratch.path]), now)
    }
  }
}
