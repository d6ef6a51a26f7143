import Foundation
import OpsTestSupport
import Testing

@testable import Attestations
@testable import Git

/// What is told of signatures on machines as they are: with `gpg`, with `gpgv` alone, with neither, with a broken one.
@Suite
struct OpenPGPMachineTests {
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
        try await check("ed25519", samples, gnuPG, at: now - 86_400)
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
    "printf '[GNUPG:] ERRSIG X 22 8 00 1 9 %s\\n[GNUPG:] NO_PUBKEY X\\n' $KEY; exit 2",
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
        KEY=\(key)
        case "$*" in
          *--import*) echo "[GNUPG:] IMPORT_OK 1 $KEY"; exit ;;
        esac
        \(answer)
        """
      )
      await #expect(throws: SignaturesUnchecked.self) {
        let gnuPG = GnuPG(environment: ["PATH": scratch.path])
        return try await check("ed25519", samples, gnuPG, at: OpenPGPSamples.time)
      }
    }
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
        try FileManager.default.createSymbolicLink(
          atPath: scratch.path(program),
          withDestinationPath: try StockGnuPG.path(of: program)
        )
      }
      let now = Int(Date().timeIntervalSince1970)
      try await body(GnuPG(environment: ["PATH": scratch.path]), now)
    }
  }
}
