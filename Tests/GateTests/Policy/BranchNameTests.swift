import Testing

@testable import Gate

@Suite
struct BranchNameTests {
  @Test(arguments: ["main", "release/1.0", "a-b_c", "é", "a@b"])
  func isOne(_ name: String) { #expect(BranchName.isOne(name)) }

  @Test(arguments: [
    "", "-x", "refs/heads/main", "HEAD", "@", "a..b", "a b", "a//b", "/a", "a/", ".a", "a/.b",
    "a.lock",
    "a.lock/b", "a.", "a@{1}", "a~1", "a^", "a:b", "a?", "a*", "a[", "a\\b", "a\u{7f}", "a\nb",
  ])
  func isNone(_ name: String) { #expect(!BranchName.isOne(name)) }
}
