/// What is signed, and so what a signature is for.
public struct SigningPurpose: Hashable, Sendable {
  /// What SSH signatures hold, so that one made for one thing is none for another.
  public let namespace: String

  public init(namespace: String) { self.namespace = namespace }

  /// Commits, in git's own namespace.
  public static let commit = SigningPurpose(namespace: "git")

  /// The act, to stand after "cannot".
  var operation: String { self == .commit ? "sign the commit" : "sign the record" }

  /// How to go on where the tools would not sign.
  func hint(_ format: CommitSigner.Format, key: String?) -> String {
    guard self != .commit else { return Self.unsignedForOnce }
    guard let key, !key.isEmpty else { return Self.nameAKey }
    switch format {
    case .ssh:
      return """
        see that `ssh-keygen -Y sign -n \(namespace) -f KEY FILE` signs a file with that key, or name another one: \
        `git config --global user.signingKey ~/.ssh/id_ed25519.pub`
        """
    case .openpgp, .x509:
      return """
        see that `gpg --local-user KEY --detach-sign FILE` signs a file with that key (where it cannot ask for the \
        passphrase, `export GPG_TTY=$(tty)` lets it), or name another one: `git config --global user.signingKey KEY`
        """
    }
  }

  /// How to go on where there is no program to sign with.
  func hintAtProgram(_ format: CommitSigner.Format) -> String {
    guard self != .commit else { return Self.unsignedForOnce }
    let setting = format == .openpgp ? "gpg.program" : "gpg.\(format.rawValue).program"
    return "install it, or say where it is: `git config --global \(setting) PROGRAM`"
  }

  private static let unsignedForOnce = """
    see that the same works with `git commit -S`, or set commit.gpgSign to false for this run: \
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=commit.gpgSign GIT_CONFIG_VALUE_0=false
    """

  static let nameAKey = """
    name the key to sign with, of SSH: `git config --global gpg.format ssh` and \
    `git config --global user.signingKey ~/.ssh/id_ed25519.pub`; or of OpenPGP: \
    `git config --global user.signingKey KEYID`
    """
}
