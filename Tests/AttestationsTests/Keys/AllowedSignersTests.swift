import Attestations
import OpsTestSupport
import Testing

@Suite("Allowed signers")
struct AllowedSignersTests {
  private let key: SSHPublicKey
  private let line: String
  private let other: String

  init() throws {
    line = try TestKey("alice").publicLine
    other = try TestKey("bob").publicLine
    key = try SSHPublicKey(line: line)
  }

  private func read(_ text: String) throws(KeyFileMistakes) -> AllowedSigners {
    try AllowedSigners.read(Array(text.utf8), path: ".opsgate/allowed_signers")
  }

  private func mistakes(_ text: String) -> [String] {
    do throws(KeyFileMistakes) {
      _ = try read(text)
      return []
    } catch {
      return error.mistakes.map(\.description)
    }
  }

  @Test
  func aFileHasPeopleAndTheirKeys() throws {
    let signers = try read(
      """
      # the people who release

        alice,alice@acme.example \(line) laptop, at home
      "bob smith"\tnamespaces="git,ops*",valid-after="20260101Z",Valid-Before="202612312359UTC"  \(other)
      """
    )
    #expect(signers.entries.map(\.principals) == [["alice", "alice@acme.example"], ["bob smith"]])
    #expect(signers.entries.map(\.line) == [3, 4])
    #expect(signers.entries.map(\.key.line) == [line, other])
    #expect(signers.entries.map(\.namespaces) == [nil, "git,ops*"])
    #expect(signers.entries.map(\.validAfter) == [nil, 1_767_225_600])
    #expect(signers.entries.map(\.validBefore) == [nil, 1_798_761_540])
    #expect(signers.entries(of: key) == [signers.entries[0]])
  }

  @Test
  func anEmptyFileLetsNobodySign() throws {
    #expect(try read("").entries.isEmpty)
    #expect(try read("\n# nobody").permission(of: key, for: "opsgate", at: 0) == .unknownKey)
    #expect(AllowedSigners.none.permission(of: key, for: "opsgate", at: 0) == .unknownKey)
  }

  @Test
  func aKeySignsInItsTimeAlone() throws {
    let signers = try read(
      "alice valid-after=\"20260101Z\",valid-before=\"20260102Z\" \(line)\n"
    )
    let (entry, start) = (signers.entries[0], 1_767_225_600)
    let permissions = [start - 1, start, start + 86_400, start + 86_401].map {
      signers.permission(of: key, for: "opsgate", at: $0)
    }
    #expect(permissions == [.notYet(entry), .allowed(entry), .allowed(entry), .expired(entry)])
  }

  @Test
  func aKeyMayStandInSeveralLinesOfOnePerson() throws {
    let signers = try read(
      """
      alice,a@x namespaces="git" \(line)
      a@x,alice namespaces="opsgate",valid-before="20260101Z" \(line)
      alice,a@x valid-after="20270101Z" \(line)
      """
    )
    let (git, old, new) = (signers.entries[0], signers.entries[1], signers.entries[2])
    #expect(signers.permission(of: key, for: "opsgate", at: 1_700_000_000) == .allowed(old))
    #expect(signers.permission(of: key, for: "opsgate", at: 1_780_000_000) == .otherNamespace(git))
    #expect(signers.permission(of: key, for: "git", at: 1_780_000_000) == .allowed(git))
    #expect(signers.permission(of: key, for: "opsgate", at: 1_800_000_000) == .allowed(new))
  }

  @Test(arguments: [
    ("opsgate", true), ("git", false), ("git,opsgate", true), ("*", true), ("ops*", true),
    ("*gate", true), ("o?sgate", true), ("?opsgate", false), ("!opsgate,*", false),
    ("*,!opsgate", false), ("!git,*", true), ("!git", false), ("OPSGATE", false),
    (",opsgate", true),
    ("o*p*s*g*a*t*e", true), ("opsgate*", true), ("opsgate?", false), ("git, opsgate", false),
  ])
  func namespacesArePatterns(_ patterns: String, _ isAllowed: Bool) throws {
    let signers = try read("alice namespaces=\"\(patterns)\" \(line)")
    let permission = signers.permission(of: key, for: "opsgate", at: 0)
    #expect((permission == .allowed(signers.entries[0])) == isAllowed)
  }

  @Test
  func noPatternTakesLong() throws {
    let stars = String(repeating: "*o", count: 400)
    let signers = try read("alice namespaces=\"\(stars)\" \(line)")
    let long = String(repeating: "o", count: 100_000) + "x"
    #expect(signers.permission(of: key, for: long, at: 0) == .otherNamespace(signers.entries[0]))
  }

  @Test
  func allMistakesAreSaidAtOnce() throws {
    let text = """
      alice* \(line)
      alice cert-authority \(other)
      bob no-pty,valid-after="2026",valid-before="20260101" \(other)
      älice,,é \(other)
      \(line)
      alice
      alice namespaces="x \(other)
      alice ssh-ed25519 AAAA
      """
    let file = ".opsgate/allowed_signers"
    #expect(
      mistakes(text) == [
        "\(file):1:1: the principal 'alice*' is a pattern: each name must be written out",
        "\(file):2:7: certificates are not taken, so 'cert-authority' would let nobody sign",
        "\(file):3:5: there is no option 'no-pty'",
        "\(file):3:12: a time is written YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ",
        "\(file):3:31: the time has no zone, so it would be another one on other machines",
        "\(file):4:1: the principal '' is empty",
        "\(file):5:1: the line does not say whose the key is",
        "\(file):6:6: the line has no key",
        "\(file):7:7: a quote is not closed",
        "\(file):8:7: the key's type is cut off",
      ]
    )
  }

  @Test(arguments: [
    ("\"alice", 1, "the principals' quotes do not go around the whole word"),
    ("al\"ice\"", 1, "the principals' quotes do not go around the whole word"),
    ("!bob,alice", 1, "the principal '!bob' is a pattern: each name must be written out"),
    ("\u{feff}alice", 1, "the principal '\u{feff}alice' has invisible characters"),
    ("alice namespaces", 7, "the option needs a value in quotes: namespaces=\"…\""),
    ("alice namespaces=opsgate", 7, "the option needs a value in quotes: namespaces=\"…\""),
    ("alice namespaces=\"\"", 7, "no namespace is named, so the key could sign nothing"),
    ("alice namespaces=\"a\",namespaces=\"b\"", 22, "the option 'namespaces' is there twice"),
    ("alice namespaces=\"a\"namespaces=\"b\"", 21, "a comma is missing between two options"),
    ("alice ,namespaces=\"a\"", 7, "an option is missing between two commas"),
    ("alice namespaces=\"a\",", 22, "an option is missing between two commas"),
    ("alice valid-after=\"20260230Z\"", 7, "no calendar has such a time"),
    ("alice valid-after=\"2026 1 1Z\"", 7, "no calendar has such a time"),
    ("alice valid-after=\"20260101240000Z\"", 7, "no calendar has such a time"),
    ("alice valid-after=\"19700101Z\"", 7, "the time is not after 1970-01-01T00:00:00Z"),
    (
      "alice valid-after=\"20260102Z\",valid-before=\"20260102Z\"", 7,
      "'valid-before' is not after 'valid-after'"
    ),
    ("ali\u{1b}ce", 4, "there is a control character"),
  ])
  func everyMistakeHasItsPlace(_ beginning: String, _ column: Int, _ message: String) {
    #expect(
      mistakes("\(beginning) \(line)") == [".opsgate/allowed_signers:1:\(column): \(message)"]
    )
  }

  @Test
  func aLineFullOfMistakesIsNotReadToItsEnd() {
    let commas = String(repeating: ",", count: 300_000)
    #expect(mistakes("alice \(commas) \(line)").count == 8)
    #expect(mistakes("\(commas) \(line)").count == 8)
  }

  @Test
  func aKeyBelongsToOnePerson() {
    #expect(
      mistakes("alice,a@x \(line)\nbob \(other)\nbob \(line)\n") == [
        ".opsgate/allowed_signers:3:1: the key stands in line 1 for 'alice', 'a@x': a key belongs to one person"
      ]
    )
  }

  @Test
  func oneTimeWithoutAZoneSaysHowToWriteIt() {
    do throws(KeyFileMistakes) {
      _ = try read("alice valid-before=\"20261231\" \(line)")
      Issue.record("it was read")
    } catch {
      #expect(error.mistakes.map(\.hint) == ["write '20261231Z' for that time in UTC"])
      #expect(error.mistakes.map(\.strictness) == [.localTime])
    }
  }
}
