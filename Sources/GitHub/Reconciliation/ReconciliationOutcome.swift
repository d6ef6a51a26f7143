/// How well two records of one change agree; a worse one stands above a better one.
public enum ReconciliationOutcome: String, CaseIterable, Comparable, Hashable, Sendable {
  case ok, info, warn
  /// Nobody can tell.
  case undecided
  case fail

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public static func < (one: Self, other: Self) -> Bool { one.rank < other.rank }
}

/// When the two records are laid beside each other.
public enum ReconciliationMode: String, CaseIterable, Hashable, Sendable {
  /// Before a deployment: what is not certain is no yes.
  case gate
  /// Afterwards: what can no longer be mended is told, and what was wrong is wrong.
  case audit
}
