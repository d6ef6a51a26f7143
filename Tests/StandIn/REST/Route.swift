/// One operation of the REST interface, and who answers it.
struct Route<Asked>: Sendable {
  typealias Answer = @Sendable (Asked) throws(Refusal) -> Reply

  let method: String
  /// The words of the path; one in braces stands for any.
  let words: [Substring]
  let need: World.Need
  /// Whoever lacks the permission is told that there is nothing.
  let isHidden: Bool
  let answer: Answer

  init(
    _ pattern: String,
    method: String = "GET",
    _ need: World.Need,
    isHidden: Bool = false,
    answer: @escaping Answer
  ) {
    self.method = method
    words = pattern.split(separator: "/")
    self.need = need
    self.isHidden = isHidden
    self.answer = answer
  }

  /// What the words in braces stand for; `nil` for another path.
  func names(in path: ArraySlice<String>) -> [String: String]? {
    guard path.count == words.count else { return nil }
    var names: [String: String] = [:]
    for (word, given) in zip(words, path) {
      if word.hasPrefix("{") {
        names[String(word.dropFirst().dropLast())] = given
      } else if word != given {
        return nil
      }
    }
    return names
  }

  func check(_ token: World.Token) throws(Refusal) {
    guard !token.may(need) else { return }
    throw isHidden ? .notFound : .lacking(need)
  }
}
