/// The names that are nearly `name`, nearest first, at most three.
///
/// Near means: the same but for case, a beginning of at least three characters, or few enough typing mistakes
/// (a letter left out, added, changed, or two exchanged): one where the longer name has three to five characters,
/// two where it has up to eleven, three in a longer one.
public func nearest(to name: String, among names: some Sequence<String>) -> [String] {
  let typed = Array(name.lowercased().unicodeScalars.prefix(longestCompared))
  var near: [(distance: Int, name: String)] = []
  for candidate in Set(names.prefix(mostCompared)) where candidate != name {
    let letters = Array(candidate.lowercased().unicodeScalars.prefix(longestCompared))
    if let distance = closeness(typed, letters) { near.append((distance, candidate)) }
  }
  near.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
  return near.prefix(3).map(\.name)
}

/// The hint that offers the names nearly like `name`, or `nil` where there is none.
public func didYouMean(_ name: String, among names: some Sequence<String>) -> String? {
  let near = nearest(to: name, among: names).map { "'\($0)'" }
  guard let last = near.last else { return nil }
  let rest = near.dropLast().joined(separator: ", ")
  return "did you mean " + (rest.isEmpty ? last : "\(rest) or \(last)") + "?"
}

/// Names longer than this are compared by their beginnings, so that no input makes this slow.
private let longestCompared = 64

/// Nobody has so many names; who does gets fewer offers, in good time.
private let mostCompared = 1_000

private func allowedMistakes(_ length: Int) -> Int {
  length <= 2 ? 0 : length <= 5 ? 1 : length <= 11 ? 2 : 3
}

private func closeness(_ typed: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Int? {
  let bound = allowedMistakes(max(typed.count, name.count))
  if let distance = typingMistakes(from: typed, to: name, atMost: bound) { return distance }
  // A beginning comes behind all that are nearer.
  return typed.count >= 3 && name.starts(with: typed) ? 4 : nil
}

/// Damerau and Levenshtein's distance (optimal string alignment), or `nil` where it is above `bound`.
private func typingMistakes(
  from typed: [Unicode.Scalar],
  to name: [Unicode.Scalar],
  atMost bound: Int
) -> Int? {
  guard abs(typed.count - name.count) <= bound else { return nil }
  var before: [Int] = []
  var last = Array(0...name.count)
  for row in typed.indices {
    var line = [row + 1]
    for column in name.indices {
      let change = last[column] + (typed[row] == name[column] ? 0 : 1)
      var least = min(change, last[column + 1] + 1, line[column] + 1)
      if row > 0, column > 0, typed[row] == name[column - 1], typed[row - 1] == name[column] {
        least = min(least, before[column - 1] + 1)
      }
      line.append(least)
    }
    // Later rows are never below the least of the last two.
    if min(line.min() ?? 0, last.min() ?? 0) > bound { return nil }
    before = last
    last = line
  }
  return last[name.count] <= bound ? last[name.count] : nil
}
