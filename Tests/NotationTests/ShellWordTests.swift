import Notation
import OpsTestSupport
import Testing

struct ShellWordTests {
  @Test(arguments: [
    "api", "v1.2.3", "", "two words", "it's", "$(touch pwned)", "a;b", "`c`", "d\"e", "*", "~",
    "\\",
    "--flag", "ä", "#x", "'", "''", "'\u{301}; touch pwned",
  ])
  func aShellReadsItBack(_ word: String) throws {
    let run = try Shell.run("sh", ["-c", "printf %s \(ShellWord.quoted(word))"]).checked()
    // printf itself would take a word that begins with a hyphen for an option; `%s` stands before it.
    #expect(run.stdout == word)
  }

  @Test
  func plainWordsStayAsTheyAre() {
    #expect(ShellWord.quoted("api") == "api")
    #expect(ShellWord.quoted("a b") == "'a b'")
  }
}
