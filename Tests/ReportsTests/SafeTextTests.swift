import Notation
import Testing

@testable import Reports

struct SafeTextTests {
  @Test(arguments: [
    ("v1.4.2", "v1.4.2"),
    ("\u{1b}[31mred", #"\u{1b}[31mred"#),
    ("a\rb\nc\td", #"a\u{d}b\u{a}c\u{9}d"#),
    ("\u{9b}31m", #"\u{9b}31m"#),
    ("v1\u{202e}2", #"v1\u{202e}2"#),
    ("line\u{2028}", #"line\u{2028}"#),
    ("zero\u{200b}width\u{feff}", #"zero\u{200b}width\u{feff}"#),
    ("tag\u{e0041}", #"tag\u{e0041}"#),
    ("naïve 日本 👩‍🚀 نامه‌ها", "naïve 日本 👩‍🚀 نامه‌ها"),
    ("", ""),
  ])
  func whatActsIsSpelledOut(_ text: String, _ expected: String) {
    #expect(SafeText.escaped(text) == expected)
    #expect(SafeText.escaped(expected) == expected)
  }

  @Test(arguments: [
    ("::error::x", #"\u{3a}:error::x"#),
    ("  ::add-mask::x", #"  \u{3a}:add-mask::x"#),
    ("a ##[group]b", #"a \u{23}#[group]b"#),
    ("image::tag", "image::tag"),
  ])
  func noLineIsACommandOfAWorkflow(_ line: String, _ expected: String) {
    #expect(Text(line).plain == expected)
    #expect(Theme.colour.render(Text(line, .tag)).contains(expected) == true)
  }

  @Test
  func piecesCannotMakeACommandTogether() {
    let line: Text = "\(":", .tag)\(":error", .path)\("#", .tag)\("#[x]", .path)"
    #expect(line.plain == #"\u{3a}:error\u{23}#[x]"#)
    #expect(Theme.colour.render(line) == line.plain)
  }

  @Test
  func aSafeTagIsOneThatCanStandAlone() {
    #expect(SafeText.isSafe("v1.4.2@sha256:00ff"))
    #expect(!SafeText.isSafe("v1\u{7}"))
    #expect(!SafeText.isSafe("::stop-commands::x"))
  }

  @Test
  func hostileTextIsHarmlessInEveryMedium() {
    for scalar in (0...0x2fff).compactMap(Unicode.Scalar.init) {
      let line = Text(fields: [Text("a\(scalar)b", .tag), Text(String(scalar))])
      for theme in [Theme.plain, .colour] {
        let shown = theme.render(line).replacing("\u{1b}[0m", with: "")
        let unsafe = shown.unicodeScalars.filter(SafeText.isUnsafe)
        #expect(unsafe.allSatisfy { $0 == "\t" }, "\(scalar.value)")
      }
      let json = JSONValue.string("a\(scalar)b").text
      #expect(!json.unicodeScalars.contains(where: SafeText.isUnsafe), "\(scalar.value)")
    }
  }
}
