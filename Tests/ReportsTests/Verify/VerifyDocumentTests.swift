import Foundation
import Gate
import Notation
import OpsTestSupport
import Testing

@testable import Reports

#if canImport(FoundationXML)
import FoundationXML
#endif

/// What CI servers read, held against what they read it by.
struct VerifyDocumentTests {
  @Test
  func anOrdinaryReport() throws {
    let report = try VerdictSample.report(services: ["api", "web"])
    try expectGolden(JUnitDocument(report, time: World.now).text, "junit.xml")
    try expectGolden(SARIFDocument(report, version: "1.2.3").json.text + "\n", "sarif.json")
    let github = GitHubDocument(report)
    try expectGolden(github.commands.joined(separator: "\n") + "\n", "github-commands.txt")
    try expectGolden(github.summary, "github-summary.md")
    #expect(
      github.outputs == "outcome=refused\nexception=false\nchanges=1\nrefused=1\nundecided=0\n"
    )
  }

  // MARK: JUnit

  /// What `junit-10.xsd` and `JUnit.xsd` require, spelled out.
  @Test(arguments: [["api"], VerdictSample.hostile])
  func aSuiteHasWhatTheSchemasRequire(_ services: [String]) throws {
    let subject = VerdictSample.hostile.joined()
    let report = try VerdictSample.report(services: services, subject: subject)
    let elements = try XMLElements.read(JUnitDocument(report, time: World.now).text)
    let suites = elements.filter { $0.name == "testsuite" }
    #expect(suites.count == 2)
    for suite in suites {
      let wanted = [
        "package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time",
      ]
      #expect(Set(suite.attributes.keys) == Set(wanted))
      #expect(
        suite.attributes["timestamp"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil
      )
    }
    #expect(suites.map { $0.attributes["failures"] } == ["0", "1"])
    #expect(elements.filter { $0.name == "failure" }.count == 1)
    let order = elements.map(\.name).filter { $0.hasPrefix("system") || $0 == "properties" }
    #expect(
      order == ["properties", "system-out", "system-err"] + [
        "properties", "system-out", "system-err",
      ]
    )
    let failure = try #require(elements.first { $0.name == "failure" })
    #expect(failure.attributes["type"] == "promotion-order")
    #expect(failure.text.contains("never ran in 'dev'"))
    #expect(failure.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  // MARK: SARIF

  @Test(arguments: [["api"], VerdictSample.hostile])
  func aRunHasWhatTheSchemaRequires(_ services: [String]) throws {
    let report = try VerdictSample.report(services: services)
    let text = SARIFDocument(report, version: "1.2.3").json.text
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    )
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: [String: Any]])?["driver"])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    #expect(Set(rules) == Set(Finding.Rule.allCases.map(\.rawValue)))
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == services.count + 1)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(result["ruleId"] as? String == rules[index])
      #expect(["error", "warning", "note"].contains(result["level"] as? String))
      let location = (result["locations"] as? [[String: [String: [String: Any]]]])?.first
      let physical = try #require(location?["physicalLocation"])
      let uri = try #require(physical["artifactLocation"]?["uri"] as? String)
      #expect(
        uri.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") },
        "\(uri)"
      )
      #expect(try #require(physical["region"]?["startLine"] as? Int) >= 1)
    }
    let prints = results.compactMap {
      ($0["partialFingerprints"] as? [String: String])?["opsgate/v1"]
    }
    #expect(Set(prints).count == results.count)
  }

  // MARK: GitHub

  /// As the runner reads stdout: a line is a command, and its text cannot be another.
  @Test
  func nobodysTextIsACommand() throws {
    let report = try VerdictSample.report(services: VerdictSample.hostile)
    let commands = GitHubDocument(report).commands
    let lines = commands.joined(separator: "\n").split(whereSeparator: \.isNewline)
    #expect(lines.count == commands.count)
    for line in lines {
      let match = try #require(
        line.wholeMatch(of: /::(error|warning|notice) ((?:[a-z]+=[^:,]*,?)+)::(.*)/),
        "\(line)"
      )
      let names = match.2.split(separator: ",").compactMap { $0.split(separator: "=").first }
      #expect(
        Set(names).isSubset(of: ["title", "file", "line"]) && Set(names).count == names.count
      )
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
  }

  @Test
  func theSummaryShowsTextAsItIs() throws {
    let report = try VerdictSample.report(
      services: VerdictSample.hostile,
      subject: VerdictSample.hostile.joined()
    )
    let summary = GitHubDocument(report).summary
    for markup in ["<img", "<b>", "[l](", "@all", "`@", "\u{1b}", "\n::"] {
      #expect(!summary.contains(markup), "\(markup)")
    }
    // The table keeps its five columns.
    for row in summary.split(separator: "\n") where row.hasPrefix("|") {
      #expect(row.count { $0 == "|" } == 6, "\(row)")
    }
  }

  // MARK: Many

  @Test
  func tenThousandFindingsStayReadable() throws {
    let report = try VerdictSample.report(services: (1...10_000).map { "service-\($0)" })
    #expect(report.lines(for: TerminalView(columns: 80, now: World.now)).count < 80)
    #expect(report.records.count == 10_002)
    let github = GitHubDocument(report)
    #expect(github.commands.count { $0.hasPrefix("::error ") } == 10)
    #expect(github.commands.contains { $0.hasSuffix("::and 9991 more: see the summary") })
    #expect(github.summary.utf8.count <= 1_048_576)
    #expect(github.summary.hasSuffix("This summary is cut here; `--format json` has everything.\n"))
    let failure = try XMLElements.read(JUnitDocument(report, time: 0).text)
      .first { $0.name == "failure" }
    #expect(failure?.text.hasSuffix("and 9000 more") == true)
  }

  @Test
  func thirtyThousandResultsAreCutAndCounted() throws {
    let report = try VerdictSample.report(services: (1...30_000).map { "service-\($0)" })
    let text = SARIFDocument(report, version: "1").json.text
    #expect(text.contains("5001 results more are left out"))
    #expect(text.components(separatedBy: "\"ruleId\"").count - 1 == 25_000)
  }
}

/// The elements of a document in the order in which they begin.
private final class XMLElements: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private var elements: [Element] = []
  private var open: [Int] = []

  static func read(_ text: String) throws -> [Element] {
    let parser = XMLParser(data: Data(text.utf8))
    let reader = XMLElements()
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reader.elements
  }

  func parser(
    _ parser: XMLParser,
    didStartElement name: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser,
    didEndElement name: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }
}
