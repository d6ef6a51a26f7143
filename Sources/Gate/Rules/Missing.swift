import History

/// What is not here, so that nothing can be said.
enum Missing {
  static func findings(_ situation: Situation) -> [Finding] {
    let gaps = situation.facts.change.isDecided ? [] : situation.facts.change.gaps
    return gaps.map { gap in
      Finding(.missing, .undecided, gap.reason, hint: gap.hint, path: gap.path)
    } + situation.doubts.map { Finding(.missing, .undecided, $0.message, hint: $0.hint) }
  }
}
