/// A time in which environments do not change.
public struct Freeze: Hashable, Sendable {
  /// The names of the environments; at least one.
  public let environments: [String]
  public let window: Window
  /// The IANA name of the time zone that the window's times are in.
  public let timeZone: String
  /// What passes all the same; rollbacks are never frozen, whether or not they stand here.
  public let except: [Exception]
  /// The line of the freeze in the policy file, from 1.
  public let line: Int

  public enum Window: Hashable, Sendable {
    /// Once, from the first to before the last.
    case once(from: CivilTime, until: CivilTime)
    case weekly(WeeklyWindow)
  }

  public enum Exception: String, CaseIterable, Hashable, Sendable { case rollback, emergency }
}
