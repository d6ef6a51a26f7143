import Testing

@testable import Reports

struct AgeTests {
  @Test(arguments: [
    (0, "just now", "<1m"), (9, "just now", "<1m"), (10, "10 seconds ago", "<1m"),
    (119, "119 seconds ago", "<1m"), (120, "2 minutes ago", "2m"),
    (7199, "119 minutes ago", "119m"),
    (7200, "2 hours ago", "2h"), (172_800, "2 days ago", "2d"), (1_209_600, "2 weeks ago", "2w"),
    (63_115_200, "2 years ago", "2y"), (-7200, "in 2 hours", "+2h"), (-5, "just now", "<1m"),
  ])
  func agesAreInTheLargestUnitOfWhichThereAreTwo(_ length: Int, _ words: String, _ short: String) {
    let now = 1_772_442_000
    #expect(Age.words(now - length, now: now) == words)
    #expect(Age.short(now - length, now: now) == short)
  }

  @Test
  func noTimeIsTooFarAway() {
    #expect(Age.words(Int.min, now: Int.max).hasSuffix(" years ago"))
    #expect(Age.words(Int.max, now: Int.min).hasPrefix("in "))
  }
}
