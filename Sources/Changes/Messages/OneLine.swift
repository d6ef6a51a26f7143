extension String {
  /// The text without line ends and other characters that nobody can see, which would end a trailer
  /// or reorder what is read; they become blanks.
  var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.isVisible ? $0 : " " }))
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: true
    }
  }
}
