import OpsTestSupport
import Testing

@testable import Git

@Suite
struct ConfigurationTests {
  @Test
  func readsWhatGitReads() async throws {
    try await withScratch { scratch in
      let folder = try GitFolder.make(at: scratch)
      try scratch.write(
        ".git/config",
        """
        [core]
        \trepositoryformatversion = 0
        [Remote "Origin.x"]
        \tURL = one\\ntwo
        \turl = three
        [flag]
        \talone
        \toff = No
        \tempty =
        \tnumber = 2k
        \tword = maybe
        \thome = ~/key.pub
        """
      )
      var environment = folder.environment
      environment["GIT_CONFIG_COUNT"] = "1"
      environment["GIT_CONFIG_KEY_0"] = "flag.fromVariable"
      environment["GIT_CONFIG_VALUE_0"] = "yes"
      environment["HOME"] = "/home/ana"
      let git = GitProgram(directory: scratch.path, environment: environment)
      let configuration = try await Configuration(reading: git)
      #expect(configuration.strings("REMOTE.Origin.x.Url") == ["one\ntwo", "three"])
      #expect(configuration.string("remote.Origin.x.url") == "three")
      #expect(configuration.string("remote.origin.x.url") == nil)
      #expect(try configuration.bool("flag.alone") == true)
      #expect(try configuration.bool("flag.off") == false)
      #expect(try configuration.bool("flag.empty") == false)
      #expect(try configuration.bool("flag.number") == true)
      #expect(try configuration.bool("flag.absent") == nil)
      #expect(try configuration.bool("flag.FROMVARIABLE") == true)
      #expect(try configuration.int("flag.number") == 2048)
      #expect(try configuration.path("flag.home") == "/home/ana/key.pub")
      let error = #expect(throws: GitError.self) { try configuration.bool("flag.word") }
      #expect(error?.code == .invalid)
    }
  }

  @Test(arguments: [
    "", "\0", "a\0\0b", "x.y\nv", "x.y\n\0x.y", "\n\0", ".\n\0..\n", "é.É.é\nü\0",
  ])
  func survivesAnyListing(text: String) {
    let configuration = Configuration(listing: Array(text.utf8), home: nil)
    #expect(configuration.string("absent.key") == nil)
  }

  @Test
  func expandsOnlyAHomeThatIsKnown() {
    let homeless = Configuration(listing: Array("a.b\n~/x\0".utf8), home: nil)
    #expect(throws: GitError.self) { try homeless.path("a.b") }
    #expect(homeless.expand("~root/x") == "/root/x")
    #expect(homeless.expand("/x/~") == "/x/~")
  }
}
