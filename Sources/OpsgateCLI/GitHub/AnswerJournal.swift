import FoundationEssentials
import Git
import GitHub

/// Answers of a run that may be interrupted, as files in the git directory: the next run within the hour goes on from
/// there.
actor AnswerJournal: AnswerStore {
  /// In seconds.
  private static let longest = 3600

  private let directory: String
  private let now: Int
  private var count = 0

  /// - Parameters:
  ///   - path: The git directory, with its last slash.
  ///   - now: The time of the run, in seconds since 1970.
  init(below path: String, now: Int) {
    directory = path + "opsgate/github"
    self.now = now
  }

  func answers() -> [StoredAnswer] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    count = max(count, names.count)
    return names.sorted().compactMap { name in
      // What was cut off while it was written is asked for anew.
      FileManager.default.contents(atPath: "\(directory)/\(name)").flatMap(Self.answer)
    }.filter { now - $0.askedAt < Self.longest && $0.askedAt <= now + Self.longest }
  }

  /// Keeping helps the next run, and stops none where it cannot be done.
  func keep(_ answer: StoredAnswer) {
    count += 1
    let commits = answer.commits.map(\.hex).joined(separator: ",")
    let heading =
      "\(answer.question) \(answer.repository) \(answer.askedAt) \(answer.body.count) \(commits)\n"
    try? FileManager.default.createDirectory(
      atPath: directory,
      withIntermediateDirectories: true
    )
    let digits = String(count)
    let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    try? Data(Array(heading.utf8) + answer.body)
      .write(to: URL(filePath: "\(directory)/\(name)"), options: .atomic)
  }

  /// All was asked and told: nothing has to be gone on with.
  func finish() {
    try? FileManager.default.removeItem(atPath: directory)
  }

  private static func answer(_ data: Data) -> StoredAnswer? {
    guard let end = data.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let words = String(decoding: data[..<end], as: UTF8.self).split(separator: " ")
    let body = Array(data[data.index(after: end)...])
    guard words.count == 5, let time = Int(words[2]), Int(words[3]) == body.count else {
      return nil
    }
    return StoredAnswer(
      question: String(words[0]),
      repository: String(words[1]),
      askedAt: time,
      commits: words[4].split(separator: ",").compactMap { ObjectID(hex: String($0)) },
      body: body
    )
  }
}
