import Git
import History

/// A line on the terminal's stderr that says how far long work has come: from its second second on, and gone at
/// its end.
final class ProgressLine {
  private let words: String
  private let isShown: Bool
  private let begin = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  init(_ words: String, isShown: Bool) {
    self.words = words
    self.isShown = isShown
  }

  /// Shows how much is done; not more often than a person can read.
  func show(_ done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let now = ContinuousClock.now
    guard now - begin >= .seconds(1), last.map({ now - $0 >= .milliseconds(100) }) ?? true else {
      return
    }
    last = now
    let percent = Int((Double(done) / Double(total) * 100).rounded(.down))
    print("\r\(words): \(percent) % of \(total) commits\u{1b}[K")
  }

  /// Takes the line away.
  func end() {
    if last != nil { print("\r\u{1b}[K") }
    last = nil
  }

  private func print(_ text: String) {
    // Progress that cannot be shown is no reason to stop working.
    try? Stream.errors.write(text)
  }
}
