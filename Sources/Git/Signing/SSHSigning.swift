internal import FoundationEssentials

extension SigningAttempt {
  /// Signs with `ssh-keygen -Y sign` or what stands in for it, called as git calls it.
  func signWithSSH(_ payload: [UInt8]) async throws(GitError) -> String {
    let key = try await sshKey()
    guard !key.isEmpty else {
      throw failure(key: nil, reason: "user.signingKey must name a key for gpg.format ssh")
    }
    let scratch = try TemporaryDirectory(for: purpose.operation)
    let buffer = try scratch.write("buffer", payload)
    var arguments = ["-Y", "sign", "-n", purpose.namespace, "-f"]
    if let literal = SSHKeyFile.literal(key) {
      // The private half is the agent's, which `-U` says.
      arguments += [try scratch.write("key", Array(literal.utf8)), "-U", buffer]
    } else {
      guard let file = signer.configuration.expand(key) else {
        throw failure(key: key, reason: "there is no home directory to expand it with")
      }
      arguments += [file, buffer]
    }
    let result = try await run(signer.program, arguments, key: key)
    guard result.status == 0 else { throw failure(key: key, reason: result.lastWords) }
    guard let armor = FileManager.default.contents(atPath: buffer + ".sig") else {
      throw failure(key: key, reason: "it wrote no signature")
    }
    return Self.text(Array(armor))
  }

  /// `user.signingKey`, else the first line that `gpg.ssh.defaultKeyCommand` prints.
  func sshKey() async throws(GitError) -> String {
    if let key = signer.configuredKey { return key }
    guard let command = signer.keyCommand, let words = CommandLineWords.split(command),
      let name = words.first
    else {
      throw failure(
        key: nil,
        reason: "neither user.signingKey nor a readable gpg.ssh.defaultKeyCommand is configured"
      )
    }
    let setting = "gpg.ssh.defaultKeyCommand `\(command)`: "
    let result = try await run(name, Array(words.dropFirst()), key: nil, of: setting)
    let line = String(result.text.prefix { !$0.isNewline })
    guard result.status == 0, SSHKeyFile.literal(line) != nil else {
      let words = result.status == 0 ? "it printed no key" : result.lastWords
      throw failure(key: nil, reason: setting + words)
    }
    return line
  }
}
