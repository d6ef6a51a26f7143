import Testing

@testable import Reports

struct TableTests {
  @Test
  func columnsAlignByWhatIsSeen() {
    var table = Table(["SERVICE", "TAG", "NOTE"])
    table.add(["api", "v1", "x"])
    table.add(["日本", "v1.10", ""])
    table.add([Text("a\u{1b}b", .service), "", "y"])
    #expect(
      table.aligned.map(\.plain) == [
        "SERVICE   TAG    NOTE",
        "api       v1     x",
        "日本      v1.10",
        #"a\u{1b}b         y"#,
      ]
    )
  }

  @Test
  func aColumnThatNobodyUsesIsLeftOut() {
    var table = Table(["A", "B", "C"])
    table.add(["1", "", "3"])
    table.add(["1"])
    #expect(table.aligned.map(\.plain) == ["A  C", "1  3", "1"])
    #expect(Table(["A"]).aligned == [])
  }

  @Test
  func aRecordHasNoEmptyFieldAndNoStrangeTab() {
    var table = Table(["A", "B", "C"])
    table.add(["1", "", "a\tb"])
    #expect(table.tabbed.map(\.plain) == [#"1"# + "\t-\t" + #"a\u{9}b"#])
  }

  @Test
  func labelsBecomeColoursOnlyWhenAskedFor() {
    let line: Text = "\("v1", .differingTag) of \("api", .path)"
    #expect(Theme.plain.render(line) == "v1 of api")
    #expect(Theme.colour.render(line) == "\u{1b}[1;33mv1\u{1b}[0m of api")
  }

  @Test(arguments: [
    ("api", 3), ("日本", 4), ("é", 1), ("e\u{301}", 1), ("👩‍🚀", 2), ("…", 1), ("→", 1), ("", 0),
  ])
  func widthIsInColumns(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
