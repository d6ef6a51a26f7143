import Foundation

extension Mutation {
  /// A file of signers: a line or two, put together from what people write, right and wrong.
  mutating func signers(_ keys: [String]) -> String {
    var text = ""
    for _ in 0..<one([1, 1, 2, 3]) {
      text += signerLine(keys) + one(["\n", "\n", "\n", "\n\n", " \n"])
    }
    if chance(8) { text = "# who may sign\n" + text }
    if chance(10) { text = String(text.dropLast()) }
    return chance(4) ? self.text(text) : text
  }

  private mutating func signerLine(_ keys: [String]) -> String {
    let words =
      [chance(2) ? "alice" : one(principals), options(), key(keys)]
      + (chance(3) ? ["laptop of alice"] : [])
    let blank = one([" ", " ", "\t", "  "])
    return (chance(8) ? " " : "") + words.filter { !$0.isEmpty }.joined(separator: blank)
  }

  /// A key, at times with another type in front of it.
  private mutating func key(_ keys: [String]) -> String {
    let key = one(keys)
    guard chance(15) else { return key }
    let types = [
      "ssh-rsa", "rsa-sha2-256", "ssh-ed25519", "SSH-RSA", "sk-ssh-ed25519@openssh.com", "x",
    ]
    return one(types) + key.drop { $0 != " " }
  }

  private var principals: [String] {
    [
      "alice", "alice", "alice,alice@acme.example", "bob", "\"alice smith\"", "\"alice\"", "*",
      "alice*", "!bob,alice", "alice,,bob", "älice", "al\"ice\"", "#alice",
    ]
  }

  private mutating func options() -> String {
    var options: [String] = []
    for _ in 0..<one([0, 0, 1, 1, 1, 2, 3]) { options.append(option()) }
    return options.joined(separator: chance(15) ? ",," : ",") + (chance(20) ? "," : "")
  }

  private mutating func option() -> String {
    let names = ["valid-after", "valid-before", "VALID-BEFORE", "valid-after ", "valid"]
    return switch number(0..<14) {
    case 10, 11: "namespaces=\"\(one(["opsgate", "git,opsgate", "ops*"]))\""
    case 12: "valid-after=\"\(one(["20260101Z", "20260302090000Z", "20260302090001Z"]))\""
    case 13: "valid-before=\"\(one(["20270101Z", "20260302090000Z", "20260302085959Z"]))\""
    case 0, 1, 2: "namespaces=\"\(one(patterns))\""
    case 3, 4, 5, 6: "\(one(names))=\"\(one(times))\""
    case 7: one(["cert-authority", "no-pty", "restrict", "cert-authorityx", "namespaces", ""])
    case 8: "Namespaces=\"opsgate\""
    default:
      one([
        "namespaces=opsgate", "namespaces=\"opsgate", "namespaces=\"ops\\\"gate\"",
        "valid-after=20200101Z",
      ])
    }
  }

  private var patterns: [String] {
    [
      "opsgate", "git", "git,opsgate", "*", "ops*", "ops?ate", "!opsgate,*", "*,!git", "o*g*e",
      "opsgate ", "git, opsgate", "", ",", "*?*", "OPSGATE", "*a*a*a*", "?psgat?", "opsgate\\",
    ]
  }

  private var times: [String] {
    [
      "20260101Z", "20260302Z", "20260302090000Z", "20260302085959Z", "20260302090001Z",
      "202603020900Z", "202603020901Z", "20260303UTC", "20260301utc", "20270101z", "20260101",
      "20260230Z", "20261301Z", "20260302240000Z", "20260302096000Z", "20260302090060Z", "1",
      "19700101Z", "19690101Z", "99991231235959Z", "2026-03-02", "2026 3 2Z", "", "Z",
      "2026030209000Z",
    ]
  }
}
