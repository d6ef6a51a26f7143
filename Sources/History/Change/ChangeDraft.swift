import Git
import Pointers

/// The records of one environment before it is known who set what last.
struct ChangeDraft {
  struct Move {
    let path: String
    let place: PlaceID
    let before: PlaceState?
    let after: PlaceState?
  }

  struct File {
    let path: String
    let before: MaskedFile?
    let after: MaskedFile?
  }

  let environment: String
  var moves: [Move] = []
  var files: [File] = []
  var gaps: [ChangeGap] = []

  var isEmpty: Bool { moves.isEmpty && files.isEmpty && gaps.isEmpty }

  /// What must be asked of the history that ends with the base.
  func questions(from base: ObjectID) -> [SetterSearch.Question] {
    moves.map { .init(path: ExactText($0.path), subject: .place($0.place), from: base) }
      + files.map { .init(path: ExactText($0.path), subject: .file, from: base) }
  }

  /// The paths that the records speak of.
  var paths: Set<ExactText> { Set((moves.map(\.path) + files.map(\.path)).map { ExactText($0) }) }
}

/// The two trees whose difference is a change.
struct ChangeSides {
  /// `nil` for a root.
  let before: ObjectID?
  let after: ObjectID
  /// The tree with the policy in force, where that is another than `before`.
  let inForce: ObjectID?
}

/// Compares two trees for every environment.
struct ChangeDrafter {
  private let layout: Layout
  private var drafts: [ChangeDraft]
  private var policy = ChangeDraft(environment: EnvironmentChange.policy)

  init(layout: Layout) {
    self.layout = layout
    drafts = layout.environments.map { ChangeDraft(environment: $0.name) }
  }

  /// The environments that differ or may differ, in promotion order, the policy last.
  static func drafts(
    _ sides: ChangeSides,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) -> [ChangeDraft] {
    var drafter = ChangeDrafter(layout: reader.layout)
    do throws(GitError) {
      try drafter.compare(sides, &reader, in: repository)
    } catch {
      return doubtful(ChangeGap(error), layout: reader.layout)
    }
    return (drafter.drafts + [drafter.policy]).filter { !$0.isEmpty }
  }

  /// Every environment, where nothing can be said of any.
  static func doubtful(_ gap: ChangeGap, layout: Layout) -> [ChangeDraft] {
    (layout.environments.map(\.name) + [EnvironmentChange.policy]).map { name in
      var draft = ChangeDraft(environment: name)
      draft.gaps = [gap]
      return draft
    }
  }

  private mutating func compare(
    _ sides: ChangeSides,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) throws(GitError) {
    let layout = layout
    let directory = EnvironmentChange.policyDirectory
    let differences = try repository.difference(from: sides.before, to: sides.after) { path in
      path == directory || path.isInPolicy || layout.mayContain(directory: path)
        || layout.environments.contains { layout.scopeMayContain(directory: path, of: $0) }
    }
    for difference in differences {
      if !difference.path.isInPolicy {
        add(difference, &reader, in: repository)
      } else if sides.inForce == nil {
        addPolicy(difference, &reader, in: repository)
      }
    }
    // Who leaves the policy alone has no part in what somebody else made of it.
    guard let inForce = sides.inForce, differences.contains(where: \.path.isInPolicy) else {
      return
    }
    let step = try repository.difference(from: inForce, to: sides.after) { path in
      path == directory || path.isInPolicy
    }
    for difference in step where difference.path.isInPolicy {
      addPolicy(difference, &reader, in: repository)
    }
  }

  private mutating func addPolicy(
    _ difference: FileDifference,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) {
    do throws(GitError) {
      let before = try reader.facts(of: difference.before, in: repository)?.file
      let after = try reader.facts(of: difference.after, in: repository)?.file
      if difference.path.isLossy { policy.gaps.append(.notText(difference.path)) }
      guard before != after else { return }
      policy.files.append(.init(path: difference.path, before: before, after: after))
    } catch {
      policy.gaps.append(ChangeGap(error, path: difference.path))
    }
  }

  private mutating func add(
    _ difference: FileDifference,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) {
    let matches = layout.matches(difference.path)
    let kind = Layout.PathKind.of(difference.before, difference.after)
    let inScope = layout.environments.map { layout.isInScope(difference.path, of: $0, as: kind) }
    guard !matches.isEmpty || inScope.contains(true) else { return }
    var gaps: [ChangeGap] = difference.path.isLossy ? [.notText(difference.path)] : []
    do throws(GitError) {
      let before = try reader.facts(of: difference.before, in: repository)
      let after = try reader.facts(of: difference.after, in: repository)
      for index in drafts.indices {
        drafts[index].add(difference.path, before, after, isInScope: inScope[index])
      }
      gaps += after?.unread.map { ChangeGap(.wrongAfter, $0) } ?? []
      gaps += before?.unread.map { ChangeGap(.wrongBefore, $0) } ?? []
    } catch {
      gaps.append(ChangeGap(error, path: difference.path))
    }
    guard !gaps.isEmpty else { return }
    for index in drafts.indices
    where inScope[index] || matches.mayConcern(drafts[index].environment) {
      drafts[index].gaps += gaps
    }
  }
}

extension ChangeDraft {
  fileprivate mutating func add(
    _ path: String,
    _ before: FileFacts?,
    _ after: FileFacts?,
    isInScope: Bool
  ) {
    if isInScope, before?.file != after?.file {
      files.append(File(path: path, before: before?.file, after: after?.file))
    }
    let (old, new) = (before?.places ?? [:], after?.places ?? [:])
    for place in Set(old.keys).union(new.keys)
    where old[place] != new[place] && place.serves(environment) {
      moves.append(Move(path: path, place: place, before: old[place], after: new[place]))
    }
  }
}

extension PathMatches {
  /// Whether a pointer of the environment may stand in the file, by what the path says.
  fileprivate func mayConcern(_ environment: String) -> Bool {
    !mistakes.isEmpty
      || matches.contains { $0.environment == nil || $0.environment == environment }
  }
}

extension String {
  /// Whether the file belongs to the policy.
  fileprivate var isInPolicy: Bool {
    utf8.starts(with: EnvironmentChange.policyDirectory.utf8)
      && (utf8.count == EnvironmentChange.policyDirectory.utf8.count
        || utf8.dropFirst(EnvironmentChange.policyDirectory.utf8.count).first == UInt8(ascii: "/"))
  }

  /// Whether bytes of the path were lost because they are not UTF-8.
  fileprivate var isLossy: Bool { unicodeScalars.contains("\u{FFFD}") }
}
