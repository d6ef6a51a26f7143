import OpsTestSupport
import Testing

/// The help is the reference of the command line.
struct HelpTests {
  static let commands = [
    "status", "get", "log", "diff", "why", "promote", "verify", "rollback", "revert", "sync",
    "index",
  ]
  /// The commands that people and machines say something with, whose examples need people.
  static let recording = ["approve", "reject", "revoke", "check", "show", "trust"]

  @Test
  func theListOfCommands() throws {
    try expectGolden(help([]), "help.txt")
    for command in Self.commands + Self.recording {
      #expect(try help([]).contains("\n  \(command) "))
    }
  }

  @Test(arguments: commands + recording)
  func aCommandExplainsItself(_ command: String) throws {
    #expect(try Self.examples(in: explained([command])).count == 2)
  }

  @Test(arguments: [
    ["check", "record"], ["trust", "show"], ["trust", "pin"], ["reconcile"], ["github"],
    ["github", "check"], ["index", "show"], ["index", "rebuild"], ["index", "drop"],
  ])
  func aPartOfACommandExplainsItself(_ command: [String]) throws {
    let text = try explained(command)
    #expect(try text == GitFolder(at: Folder(path: "/")).opsgate(["help"] + command).stdout)
  }

  /// The help, in the form that all of it has.
  private func explained(_ command: [String]) throws -> String {
    let text = try help(command)
    try expectGolden(text, "help-\(command.joined(separator: "-")).txt")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
    let abstract = try #require(lines.first?.dropFirst("OVERVIEW: ".count))
    #expect(abstract.count <= 60 && !abstract.hasSuffix("."))
    return text
  }

  @Test(arguments: commands)
  func theExamplesWork(_ command: String) throws {
    for example in try Self.examples(in: help([command])) {
      try withScratch { scratch in
        let demo = try Example.make(at: try scratch.folder("ops"))
        let bare = try demo.bareClone(to: Folder(path: scratch.path("origin.git")))
        try demo.git("remote", "add", "origin", bare.path)
        try demo.git("notes", "--ref=opsgate/approvals", "add", "-m", "a note")
        let run = try demo.opsgate(example.split(separator: " ").map(String.init))
        #expect(run.status == 0, "\(run)")
        #expect(!run.stdoutBytes.isEmpty, "\(run)")
      }
    }
  }

  @Test(arguments: recording)
  func theExamplesOfRecordsWork(_ command: String) throws {
    for example in try Self.examples(in: help([command])) {
      try withScratch { scratch in
        let acme = try Acme.make(at: scratch)
        let alice = try acme.actor("alice")
        try alice.opsgate("approve", "raise-api", "--yes").checked()
        let run = try alice.opsgate(example.split(separator: " ").map(String.init))
        #expect(run.status == 0, "\(run)")
        #expect(!run.stdoutBytes.isEmpty, "\(run)")
      }
    }
  }

  @Test
  func helpIsTheSameInEveryWay() throws {
    try withScratch { scratch in
      let place = GitFolder(at: scratch)
      let texts = try [["get", "--help"], ["get", "-h"], ["help", "get"]].map {
        try place.opsgate($0)
      }
      #expect(texts.allSatisfy { $0.stdout == texts[0].stdout && $0.status == 0 })
      #expect(try place.opsgate([]).stdout == place.opsgate("--help").stdout)
      #expect(try place.opsgate("--version").transcript == "opsgate 0.1.0\n")
    }
  }

  @Test
  func helpOfNothingIsRefused() throws {
    try withScratch { scratch in
      let run = try GitFolder(at: scratch).opsgate("help", "rolback")
      #expect(
        run.transcript == """
          ------- stderr -------
          error: no command is called 'rolback'
            hint: did you mean 'rollback'?
          [exit status: 64]

          """
      )
    }
  }

  @Test(arguments: [1, 20, 1000])
  func aStrangeTerminalDoesNoHarm(_ columns: Int) throws {
    try withScratch { scratch in
      let place = GitFolder(at: scratch)
      let plain = try place.opsgate("get", "--help").stdout
      let shown = try place.typedOnTerminal("get --help", columns: columns)
      #expect(shown == "$ opsgate get --help\n" + plain)
      let demo = try Example.make(at: try scratch.folder("ops"))
      #expect(try demo.typedOnTerminal("status", columns: columns).contains("v1.5.0"))
    }
  }

  /// The last paragraph, without the program's name.
  private static func examples(in help: String) throws -> [String] {
    let lines = help.split(separator: "\n")
    let begin = try #require(lines.firstIndex(of: "EXAMPLES:"))
    return lines[(begin + 1)...].map { String($0.drop { $0 == " " }.dropFirst("opsgate ".count)) }
  }

  private func help(_ arguments: [String]) throws -> String {
    try withScratch { scratch in
      try GitFolder(at: scratch).opsgate(arguments + ["--help"]).checked().transcript
    }
  }
}
