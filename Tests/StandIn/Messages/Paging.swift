import Notation

/// Which part of a list is asked for.
struct Paging {
  let page: Int
  let size: Int

  /// - Parameters:
  ///   - query: `page`, from 1, and `per_page`.
  ///   - most: The largest page that the server gives.
  init(_ query: [String: String], most: Int = 100) {
    page = max(1, query["page"].flatMap { Int($0) } ?? 1)
    size = min(most, max(1, query["per_page"].flatMap { Int($0) } ?? 30))
  }

  func part<Item>(of items: [Item]) -> [Item] {
    let start = (page - 1) * size
    return start < items.count ? Array(items[start..<min(items.count, start + size)]) : []
  }

  /// The `Link` header, where there is more than one page.
  ///
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - address: The whole address without the query.
  ///   - query: Of the request, which the pages keep.
  /// - Returns: The pages before and after this one, and the ends.
  func link(count: Int, address: String, query: [String: String]) -> String? {
    let last = max(1, (count + size - 1) / size)
    var pages: [(String, Int)] = []
    if page > 1 { pages += [("prev", page - 1), ("first", 1)] }
    if page < last { pages += [("next", page + 1), ("last", last)] }
    guard !pages.isEmpty else { return nil }
    return pages.map { relation, number in
      var fields = query
      fields["page"] = String(number)
      let text = fields.sorted { $0.key < $1.key }
        .map { "\($0.key.asPathWord)=\($0.value.asPathWord)" }
        .joined(separator: "&")
      return "<\(address)?\(text)>; rel=\"\(relation)\""
    }
    .joined(separator: ", ")
  }
}
