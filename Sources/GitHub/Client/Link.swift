/// The `Link` header, by which lists lead from page to page (RFC 8288).
enum Link {
  /// The address of the next page; `nil` on the last.
  static func next(in header: String?) -> String? {
    guard var rest = header.map({ $0[...] }) else { return nil }
    // An address may have commas, so that the header cannot simply be split at them.
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let url = rest[rest.index(after: open)..<close]
      let tail = rest[rest.index(after: close)...]
      let parameters = tail.prefix { $0 != "<" }
      if parameters.split(separator: ";").contains(where: isNext) { return String(url) }
      rest = tail
    }
    return nil
  }

  private static func isNext(_ parameter: Substring) -> Bool {
    let plain = parameter.filter { $0 != " " && $0 != "\"" && $0 != "," }
    return plain.lowercased() == "rel=next"
  }
}
