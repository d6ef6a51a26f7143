import OpsTestSupport

/// Makes keys, signs with them, and lets time pass.
struct OpenPGPSampleMaker {
  var home: GnuPGHome
  private var fingerprints: [String: String] = [:]
  private var signatures: [OpenPGPSample] = []

  init(home: GnuPGHome) { self.home = home }

  /// Whose keys stay good.
  private static let kinds = [
    ("ed25519", "ed25519"), ("rsa1024", "rsa1024"), ("rsa2048", "rsa2048"),
    ("rsa3072", "rsa3072"), ("rsa4096", "rsa4096"), ("p256", "nistp256"), ("p384", "nistp384"),
    ("p521", "nistp521"), ("dsa", "dsa1024"),
  ]

  /// Ways to sign, with what is added to the command line.
  private static let ways = [
    ("text", ["--textmode", "--detach-sign"]),
    ("sha1", ["--digest-algo", "SHA1", "--detach-sign"]),
    ("ripemd", ["--digest-algo", "RIPEMD160", "--detach-sign"]),
    ("sha224", ["--digest-algo", "SHA224", "--detach-sign"]),
    ("sha384", ["--digest-algo", "SHA384", "--detach-sign"]),
    ("sha512", ["--digest-algo", "SHA512", "--detach-sign"]),
    ("notation", ["--sig-notation", "a@acme.example=b", "--detach-sign"]),
    ("critical", ["--sig-notation", "!a@acme.example=b", "--detach-sign"]),
    ("policy", ["--sig-policy-url", "https://acme.example/%f", "--detach-sign"]),
    ("comment", ["--comment", "Zoë's own", "--detach-sign"]),
    ("inline", ["--sign"]), ("cleartext", ["--clearsign"]),
    ("short-lived", ["--default-sig-expire", "1d", "--detach-sign"]),
    ("long-lived", ["--default-sig-expire", "1y", "--detach-sign"]),
  ]

  mutating func make() throws -> OpenPGPSamples {
    for (name, kind) in Self.kinds { try makeKey(name, kind) }
    for name in ["revoked", "stranger"] { try makeKey(name, "ed25519") }
    for name in ["expired", "expired and revoked"] {
      try makeKey(name, "ed25519", expires: "30d")
    }
    try makeSubkeys()
    try sign("dsa sha256", with: "dsa", ["--digest-algo", "SHA256", "--detach-sign"])
    for (name, options) in Self.ways {
      try sign(name, with: name.hasPrefix("s") ? "rsa2048" : "ed25519", options)
    }
    try makeFutureKey()
    try revoke()
    return OpenPGPSamples(
      keys: try fingerprints.filter { $0.key != "stranger" }.mapValues(home.publicKey),
      fingerprints: fingerprints,
      signatures: signatures
    )
  }

  private mutating func makeKey(
    _ name: String,
    _ kind: String,
    usage: String = "sign",
    expires: String = "never"
  ) throws {
    let owner = "\(name) <\(name.replacing(" ", with: "."))@acme.example>"
    let key = try home.makeKey(owner, kind, usage: usage, expires: expires)
    fingerprints[name] = key
    if usage == "sign" { try sign(name, with: name) }
  }

  private mutating func sign(
    _ name: String,
    with key: String,
    _ options: [String] = ["--detach-sign"]
  ) throws {
    let message = OpenPGPSamples.message(name)
    let key = fingerprints[key] ?? key
    let armored = try home.sign(message, with: key, options)
    signatures.append(OpenPGPSample(name: name, message: message, armored: armored))
  }

  /// One primary key that signs keys alone, and subkeys that sign.
  private mutating func makeSubkeys() throws {
    try makeKey("primary", "ed25519", usage: "cert")
    for (name, kind, expires) in [
      ("subkey revoked", "ed25519", "never"), ("subkey", "rsa2048", "never"),
      ("subkey expired", "ed25519", "30d"),
    ] {
      let subkey = try home.addSubkey(to: fingerprints["primary"] ?? "", kind, expires: expires)
      try sign(name, with: "\(subkey)!")
    }
  }

  private mutating func makeFutureKey() throws {
    let now = home.time
    home.time = 1_900_000_000
    try makeKey("future", "ed25519")
    home.time = now
  }

  private func revoke() throws {
    var later = home
    later.time += 20 * 86_400
    for name in ["revoked", "expired and revoked"] { try later.revoke(fingerprints[name] ?? "") }
    try later.run(
      [
        "--no-batch", "--command-fd", "0", "--edit-key", fingerprints["primary"] ?? "", "key 1",
        "revkey", "save",
      ],
      input: Array("y\n0\n\ny\n".utf8)
    ).checked()
  }
}
