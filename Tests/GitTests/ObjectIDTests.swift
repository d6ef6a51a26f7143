import Git
import Testing

@Suite
struct ObjectIDTests {
  @Test
  func readsAndWritesTheSameDigits() throws {
    let digits = "0123456789abcdef0123456789abcdef01234567"
    let id = try #require(ObjectID(hex: digits))
    #expect(id.hex == digits)
    #expect(id.short == "0123456789")
    #expect(ObjectID(hex: digits.uppercased()) == id)
  }

  @Test(arguments: [
    "", "0123", "g123456789abcdef0123456789abcdef01234567",
    "+123456789abcdef0123456789abcdef01234567", "0x23456789abcdef0123456789abcdef0123456 ",
    "0123456789abcdef0123456789abcdef012345678", "0123456789abcdef0123456789abcdef0123456é",
  ])
  func refusesWhatIsNoId(text: String) {
    #expect(ObjectID(hex: text) == nil)
  }

  @Test
  func ordersByItsDigits() throws {
    let ids = try [
      "8000000000000000000000000000000000000000", "7fffffffffffffffffffffffffffffffffffffff",
      "0000000000000000000000000000000000000001", "0000000000000000000000000000000100000000",
    ].map { try #require(ObjectID(hex: $0)) }
    #expect(ids.sorted().map(\.hex) == ids.map(\.hex).sorted())
  }
}
