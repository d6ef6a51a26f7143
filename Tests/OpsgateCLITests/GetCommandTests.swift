import OpsTestSupport
import Testing

struct GetCommandTests {
  @Test
  func theBareTagAndNothingElse() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "get api production",
          "get web production --at HEAD~6",
          "get api staging --format json",
          "get api",
          "get api production extra",
          "get api production --bogus"
        ),
        "session.txt"
      )
    }
  }

  @Test
  func aPointerThatIsNotThere() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.remove("apps/api/production/values.yaml")
      try ops.repository.commit("Take api out of production")
      #expect(
        try ops.repository.opsgate("get", "api", "production").transcript == """
          ------- stderr -------
          error: there is no pointer of 'api' in 'production'
            hint: it runs in dev, staging
          [exit status: 1]

          """
      )
    }
  }

  /// No other file is opened: it works where the others' contents are gone.
  @Test
  func onlyTheFilesOfThePointerAreOpened() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      for other in ["HEAD:apps/web/production/values.yaml", "HEAD:apps/api/staging"] {
        let id = try ops.repository.git("rev-parse", other)
        try ops.repository.remove(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
      }
      #expect(try ops.repository.opsgate("get", "api", "production").transcript == "v1.0.0\n")
      #expect(try ops.repository.opsgate("get", "web", "production").status == 2)
    }
  }

  @Test
  func aTagThatWouldActIsNotPrinted() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      for tag in [#""v1\e[31m""#, #""::error::x""#, #""v1\u202e""#] {
        try ops.point("api", "production", at: tag)
        let run = try ops.repository.opsgate("get", "api", "production")
        #expect(run.stdout == "")
        #expect(run.status == 65, "\(run)")
        #expect(run.stderr.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
        let machine = try ops.repository.opsgate("get", "api", "production", "--format", "json")
        #expect(machine.status == 0, "\(machine)")
      }
    }
  }
}
