import Gate
import Git
import Pointers
import Reports
import Testing

@testable import OpsgateCLI

struct CommandLineTests {
  @Test(arguments: [
    (["status", "-q"], ["status", "-q"]),
    (["-C", "ops", "status", "api"], ["status", "-C", "ops", "api"]),
    (["-Cops", "--format=json", "-q", "get", "a"], ["get", "-Cops", "--format=json", "-q", "a"]),
    (["--policy", "p", "--color", "never", "log"], ["log", "--policy", "p", "--color", "never"]),
    (["-C", "x", "trust", "pin", "main"], ["trust", "pin", "-C", "x", "main"]),
    (["-q", "trust", "--help"], ["trust", "-q", "--help"]),
    (["-C"], ["-C"]),
    (["-C", "ops"], ["-C", "ops"]),
    (["-C", "ops", "--help"], ["-C", "ops", "--help"]),
    (["--bogus", "status"], ["--bogus", "status"]),
    ([], []),
  ])
  func globalOptionsMayStandFirst(_ typed: [String], _ expected: [String]) {
    #expect(ArgumentOrder.commandFirst(typed) == expected)
  }

  @Test(arguments: [
    (["log", "-n5", "api"], ["log", "-n", "5", "api"]),
    (["revert", "-m1", "abc"], ["revert", "-m", "1", "abc"]),
    (["promote", "-n5"], ["promote", "-n5"]),
    (["log", "-nx", "--", "-n5"], ["log", "-nx", "--", "-n5"]),
    (["log", "-n", "5"], ["log", "-n", "5"]),
  ])
  func aNumberMayBeJoinedToItsOption(_ typed: [String], _ expected: [String]) {
    #expect(ArgumentOrder.numbersApart(typed) == expected)
  }

  @Test
  func argumentsAreUTF8() async {
    #expect(await Opsgate.run(["get", "a\u{fffd}"]) == 64)
  }

  @Test(arguments: [
    (GitError.Code.notARepository, Int32(66)), (.notOwned, 66), (.unsupported, 66), (.unborn, 66),
    (.shallow, 2), (.promised, 2), (.missingObject, 2), (.moved, 75), (.locked, 75), (.dirty, 1),
    (.invalid, 64), (.unsigned, 74), (.corrupt, 74), (.other, 74), (.notFound, 74),
  ])
  func gitsRefusalsHaveTheirStatus(_ code: GitError.Code, _ status: Int32) {
    let failure = Failure(GitError(code, "read x", reason: "y", hint: "z"))
    #expect(failure.status.rawValue == status)
    #expect(
      failure.lines.map(\.plain) == ["error: cannot read x", "  because: y", "  hint: z"]
    )
  }

  @Test
  func filesHaveTheirStatus() {
    let mistake = FileMistake(path: "a.yaml", line: 3, column: 7, message: "no")
    #expect(Failure(mistake).status == .wrongFile)
    #expect(Failure(mistake).lines.map(\.plain) == ["error: a.yaml:3:7: no"])
    let policy = #expect(throws: PolicyMistakes.self) { try Policy.read(Array("a: 1\n".utf8)) }
    #expect(policy.map { Failure($0).problems.count } == policy?.mistakes.count)
    #expect(policy.map { Failure($0).status } == .wrongFile)
    let gone = FileMistake(path: "a", message: "gone", isNotHere: true)
    #expect(Failure(gone).status == .undecided)
  }

  @Test
  func whatNobodyForesawIsADefect() {
    struct Strange: Error {}
    #expect(Failure(Strange()).status == .defect)
  }
}

struct UsageFailureTests {
  @Test(arguments: [
    ("Missing expected argument '<service>'", ["error: '<service>' is missing"]),
    ("Unexpected argument 'x'", ["error: too many arguments: 'x'"]),
    ("2 unexpected arguments: 'x', 'y'", ["error: too many arguments: 'x', 'y'"]),
    (
      "The value 'xml' is invalid for '--format <format>'. Please provide one of 'a' and 'b'.",
      ["error: '--format <format>' cannot be 'xml'", "  hint: it can be one of 'a' and 'b'"]
    ),
    (
      "Unknown option '--tga'. Did you mean '--tag'?",
      ["error: unknown option '--tga'", "  hint: did you mean '--tag'?"]
    ),
  ])
  func theParserSpeaksAsTheHouseDoes(_ said: String, _ expected: [String]) {
    let lines = UsageFailure.failure(said, command: "get").lines.map(\.plain)
    #expect(lines == expected + ["  hint: `opsgate help get` tells how it is used"])
  }
}
