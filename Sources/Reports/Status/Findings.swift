public import History
public import Pointers

extension PointerTable {
  /// What is to be said of the pointers that are meant, and of all files that are wrong.
  public func findings(where isMeant: (PointerKey) -> Bool) -> [PointerFinding] {
    let pointers = keys.filter(isMeant).compactMap { self[$0] }
    return mistakes.map { PointerFinding($0) }
      + pointers.compactMap { PointerFinding(disagreementOf: $0) }
      + [PointerFinding(floating: pointers)].compactMap(\.self)
  }
}

extension Timeline {
  /// What is not in this clone of the history of the pointers that are meant.
  ///
  /// Files that were wrong once are no finding: what they leave open, a move says by its mark.
  public func findings(where isMeant: (PointerKey) -> Bool) -> [PointerFinding] {
    gaps.filter { $0.isNotHere && $0.keys?.contains(where: isMeant) ?? true }
      .map { PointerFinding($0) }
  }
}
