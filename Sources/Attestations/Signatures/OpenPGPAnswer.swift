import Git

/// What GnuPG said of one signature (its `doc/DETAILS`, "Format of the --status-fd output").
struct OpenPGPAnswer {
  /// The verdicts that GnuPG has, of which a signature gets exactly one.
  private static let verdicts = [
    "GOODSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "BADSIG", "ERRSIG",
  ]
  private static let mark = "[GNUPG:] "

  struct Line {
    let keyword: String
    let words: [Substring]

    /// A word behind the keyword, counted from 0.
    func word(_ index: Int) -> String? { index < words.count ? String(words[index]) : nil }
  }

  let status: Int
  let lines: [Line]

  /// - Throws: Where a program that ended as it should would not have said so.
  init(_ result: ProgramResult) throws(SignaturesUnchecked) {
    guard result.status <= 2 else {
      throw SignaturesUnchecked("GnuPG ended with \(result.status): \(result.complaint.lastLine)")
    }
    status = result.status
    var lines: [Line] = []
    for line in result.text.split(separator: "\n") {
      guard line.hasPrefix(Self.mark) else {
        throw SignaturesUnchecked(
          "GnuPG said something that is no status: '\(String(line).excerpt)'"
        )
      }
      let words = line.dropFirst(Self.mark.count)
        .split(separator: " ", omittingEmptySubsequences: false)
      lines.append(
        Line(keyword: words.first.map(String.init) ?? "", words: Array(words.dropFirst()))
      )
    }
    self.lines = lines
  }

  func lines(_ keyword: String) -> [Line] { lines.filter { $0.keyword == keyword } }

  /// The verdict on the one signature; `nil` where GnuPG found nothing that it could judge.
  var verdict: Line? {
    get throws(SignaturesUnchecked) {
      let found = lines.filter { Self.verdicts.contains($0.keyword) }
      if found.isEmpty, status != 0, !lines.allSatisfy({ $0.keyword == "FAILURE" }) { return nil }
      guard found.count == 1, lines("NEWSIG").count <= 1 else {
        throw SignaturesUnchecked("GnuPG gave \(found.count) verdicts on one signature")
      }
      return found.first
    }
  }

  /// The keys that were taken, in capital digits.
  var imported: Set<String> { Set(lines("IMPORT_OK").compactMap { $0.word(1) }) }
}

extension String {
  /// What a program said last.
  fileprivate var lastLine: String {
    split(whereSeparator: \.isNewline).last.map(String.init)?.excerpt ?? "it said nothing"
  }
}

/// Signatures that nobody could check, so that nothing is known of them: neither that they are good nor that they
/// are not.
public struct SignaturesUnchecked: Error, Hashable, Sendable {
  /// Why: lower case, one line, no full stop.
  public let reason: String
  /// One thing to do, or `nil`.
  public let hint: String?

  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }

  init(_ error: GitError) { self.init("\(error)", hint: error.hint) }
}

extension SignaturesUnchecked: CustomStringConvertible {
  public var description: String { "the OpenPGP signatures cannot be checked: \(reason)" }
}
