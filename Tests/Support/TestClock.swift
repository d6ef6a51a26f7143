import FoundationEssentials
import Synchronization

/// The time in a test: it stands still until somebody commits, then it moves by one minute.
public final class TestClock: Sendable {
  private let seconds: Mutex<Int>

  /// Starts on Monday, 2 March 2026, at 09:00 UTC unless told otherwise (Unix seconds).
  public init(at start: Int = 1_772_442_000) { seconds = Mutex(start) }

  /// Unix seconds.
  public var now: Int { seconds.withLock { $0 } }

  /// Moves by one minute and returns the new time in Unix seconds.
  @discardableResult
  public func tick() -> Int { advance(by: 60) }

  /// Moves by some seconds, also backwards, and returns the new time in Unix seconds.
  @discardableResult
  public func advance(by step: Int) -> Int {
    seconds.withLock { time in
      time += step
      return time
    }
  }

  /// The variables that make git and opsgate work at this time, in UTC.
  public var environment: [String: String] {
    let time = now
    let date = "@\(time) +0000"
    let text = Date(timeIntervalSince1970: Double(time)).formatted(.iso8601)
    return ["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "OPSGATE_NOW": text]
  }
}
