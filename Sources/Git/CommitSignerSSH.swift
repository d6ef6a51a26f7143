internal import FoundationEssentials

extension CommitSigner {
  /// Signs with `ssh-keygen -Y sign` or what stands in for it, called as git calls it.
  func signWithSSH(_ payload: [UInt8]) async throws(GitError) -> String {
    let key = try await sshKey()
    guard !key.isEmpty else {
      throw failure(key: nil, reason: "user.signingKey must name a key for gpg.format ssh")
    }
    let scratch = try TemporaryDirectory(for: "sign the commit")
    let buffer = try scratch.write("buffer", payload)
    var arguments = ["-Y", "sign", "-n", "git", "-f"]
    if let literal = Self.literal(key) {
      // The private half is the agent's, which `-U` says.
      arguments += [try scratch.write("key", Array(literal.utf8)), "-U", buffer]
    } else {
      guard let file = configuration.expand(key) else {
        throw failure(key: key, reason: "there is no home directory to expand it with")
      }
      arguments += [file, buffer]
    }
    let result = try await run(program, arguments, key: key)
    guard result.status == 0 else { throw failure(key: key, reason: result.lastWords) }
    guard let armor = FileManager.default.contents(atPath: buffer + ".sig") else {
      throw failure(key: key, reason: "it wrote no signature")
    }
    return Self.text(Array(armor))
  }

  /// `user.signingKey`, else the first line that `gpg.ssh.defaultKeyCommand` prints.
  private func sshKey() async throws(GitError) -> String {
    if let configuredKey { return configuredKey }
    guard let keyCommand, let words = CommandLineWords.split(keyCommand), let name = words.first
    else {
      throw failure(
        key: nil,
        reason: "neither user.signingKey nor a readable gpg.ssh.defaultKeyCommand is configured"
      )
    }
    let result = try await run(name, Array(words.dropFirst()), key: nil)
    let line = String(result.text.prefix { !$0.isNewline })
    guard result.status == 0, Self.literal(line) != nil else {
      let words = result.status == 0 ? "it printed no key" : result.lastWords
      throw failure(key: nil, reason: "gpg.ssh.defaultKeyCommand `\(keyCommand)`: \(words)")
    }
    return line
  }

  /// The public key itself, where the setting is one and not the name of a file.
  private static func literal(_ key: String) -> String? {
    if key.hasPrefix("key::") { return String(key.dropFirst("key::".count)) }
    return key.hasPrefix("ssh-") ? key : nil
  }
}

/// A command line in a setting, split as git splits it: blanks, both quotes, backslashes.
enum CommandLineWords {
  /// The words, or `nil` where a quote is not closed or a backslash ends the line.
  static func split(_ line: String) -> [String]? {
    var words = [""]
    var quote: Character?
    var rest = line[...]
    while let character = rest.popFirst() {
      if quote == nil, character.isWhitespace {
        rest = rest.drop(while: \.isWhitespace)
        words.append("")
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else if character == quote {
        quote = nil
      } else if character == "\\", quote != "'" {
        guard let escaped = rest.popFirst() else { return nil }
        words[words.count - 1].append(escaped)
      } else {
        words[words.count - 1].append(character)
      }
    }
    return quote == nil ? words : nil
  }
}
