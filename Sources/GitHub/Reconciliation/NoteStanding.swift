/// Why a word in the notes does not count, or counts with a remark (C1, C8, C9, D1, E9, F1).
enum NoteStanding {
  static func results(_ sides: Sides) -> [Claim] {
    sides.facts.words.compactMap { word in
      claim(word, sides.facts).map { $0.about(word.record, nil) }
    }
  }

  private static func claim(_ word: NoteWord, _ facts: ReconciliationCase) -> Claim? {
    switch word.standing {
    case .counts: nil
    case .countsByOldKey:
      Claim(.c8, "the key of '\(word.person)' ended since, and was good when it signed")
    case .unknownKey:
      Claim(
        .c1,
        "the record for '\(word.person)' is signed by a key that the policy does not know",
        hint: "find out whose key it is"
      ).sparing
    case .removedKey:
      Claim(
        .c9,
        "the key of '\(word.person)' was taken away, and nothing shows that it signed before",
        hint: "ask somebody else"
      ).sparing
    case .ownChange:
      Claim(.d1, "'\(word.person)' made the change, and signed it", hint: "ask another approver")
        .sparing
    case .expired:
      Claim(
        .e9,
        "what '\(word.person)' signed has expired",
        hint: "'\(word.person)' approves it again"
      ).sparing
    case .notAnApprover:
      Claim(.f1, "'\(word.person)' signed it, and is no approver of '\(facts.environment)'").sparing
    }
  }
}
