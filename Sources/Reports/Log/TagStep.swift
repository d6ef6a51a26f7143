/// One tag to another, as people read it.
enum TagStep {
  static func text(from: String?, to: String?) -> Text {
    switch (from, to) {
    case (let from?, let to?): "\(shown(from), .tag)\(" → ", .quiet)\(shown(to), .tag)"
    case (nil, let to?): "\("+ ", .quiet)\(shown(to), .tag)"
    case (let from?, nil): "\("- ", .quiet)\(shown(from), .tag)"
    case (nil, nil): Text()
    }
  }

  /// An empty tag is one too.
  static func shown(_ tag: String) -> String { tag.isEmpty ? "''" : TagText.short(tag) }
}
