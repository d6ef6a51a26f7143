internal import Git
internal import Pointers

/// What a commit changed besides the bytes of pointers.
struct Collateral {
  /// The files, sorted.
  let paths: [String]

  /// Compares the commit with what its revert goes back to.
  init(of step: RevertStep, in repository: borrowing Repository) throws {
    let differences = try repository.difference(from: step.base, to: step.commit.tree) { _ in true }
    let (before, after) = (PointerMask(step.before), PointerMask(step.after))
    var paths: [String] = []
    for difference in differences {
      let old = try before.contents(of: difference.before, in: repository)
      let new = try after.contents(of: difference.after, in: repository)
      let isSameKind = difference.before?.mode == difference.after?.mode
      guard old == nil || old != new || !isSameKind else { continue }
      paths.append(difference.path)
    }
    self.paths = paths.sorted()
  }
}

/// Leaves the bytes of pointers out of files.
private struct PointerMask {
  private let spans: [String: Set<Range<Int>>]

  init(_ table: PointerTable) {
    var spans: [String: Set<Range<Int>>] = [:]
    for place in table.pointers.flatMap(\.places) {
      // Quotes that come or go with a tag belong to it; what stands beside a part does not.
      let isWhole = table.layout.entries[place.entry].query.part == nil
      spans[place.path, default: []].insert(isWhole ? place.scalar.span : place.scalar.tagSpan)
    }
    self.spans = spans
  }

  /// The file without the bytes of its pointers; `nil` where it holds none or is not there.
  func contents(of file: TreeFile?, in repository: borrowing Repository) throws -> [UInt8]? {
    guard let file, file.mode.isFile, let spans = spans[file.path] else { return nil }
    var bytes = try repository.blob(file.id)
    // From behind, so that the spans before stay where they are.
    for span in spans.sorted(by: { $0.lowerBound > $1.lowerBound })
    where span.upperBound <= bytes.count {
      bytes.removeSubrange(span)
    }
    return bytes
  }
}
