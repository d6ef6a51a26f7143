import Pointers
import Testing

@Suite
struct NearestTests {
  @Test(arguments: [
    ("aprovals", ["approvals", "approvers", "expires"], ["approvals"]),
    ("prd", ["dev", "staging", "prod"], ["prod"]),
    ("stagign", ["staging", "dev"], ["staging"]),
    ("Production", ["production"], ["production"]),
    ("prod", ["production", "dev"], ["production"]),
    ("xy", ["xz", "x", "y"], []),
    ("", ["a", "dev"], []),
    ("team", ["teams", "steam", "tean", "tea"], ["steam", "tea", "teams"]),
    ("dev", ["dev"], []),
  ])
  func findsNamesThatAreNearlyRight(_ typed: String, _ names: [String], _ near: [String]) {
    #expect(nearest(to: typed, among: names) == near)
  }

  @Test
  func offersThemInOneSentence() {
    #expect(didYouMean("prd", among: ["prod"]) == "did you mean 'prod'?")
    #expect(didYouMean("tean", among: ["team", "teal"]) == "did you mean 'teal' or 'team'?")
    #expect(
      didYouMean("tean", among: ["team", "teal", "teak"])
        == "did you mean 'teak', 'teal' or 'team'?"
    )
    #expect(didYouMean("zebra", among: ["prod"]) == nil)
  }

  @Test
  func bearsNamesOfAnyLength() {
    let long = String(repeating: "x", count: 100_000)
    #expect(nearest(to: long, among: [long + "y", "prod"]) == [long + "y"])
  }
}
