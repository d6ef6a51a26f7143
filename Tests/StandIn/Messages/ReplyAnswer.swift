import Notation

extension Reply {
  /// The answer as it goes out: one page, with its tag and its links.
  ///
  /// - Parameters:
  ///   - address: The whole address that was asked for, without the query.
  ///   - query: Its query.
  ///   - most: The largest page.
  ///   - tag: The tag of the answer that the asker has already.
  /// - Returns: Status 304 where that tag is still right.
  func answer(
    at address: String,
    query: [String: String],
    most: Int,
    unless tag: String?
  ) -> StandInAnswer {
    let paging = Paging(query, most: most)
    var answer = StandInAnswer(json: shown(paging), status: status)
    if let count = listed {
      answer.headers["Link"] = paging.link(count: count, address: address, query: query)
    }
    let own = "\"\(answer.body.fingerprint)\""
    answer.headers["ETag"] = own
    guard tag == own || tag == "W/\(own)", status == 200 else { return answer }
    return StandInAnswer(304, "", headers: ["ETag": own])
  }

  private var listed: Int? {
    switch content {
    case .value: nil
    case .list(let items), .counted(let items, _): items.count
    }
  }

  private func shown(_ paging: Paging) -> JSONValue {
    switch content {
    case .value(let value): value
    case .list(let items): .array(paging.part(of: items))
    case .counted(let items, let name):
      .object(["total_count": .number(items.count), name: .array(paging.part(of: items))])
    }
  }
}

extension Refusal {
  var answer: StandInAnswer {
    var answer = StandInAnswer(json: body, status: status)
    answer.headers.merge(headers) { $1 }
    return answer
  }
}

extension [UInt8] {
  /// A number that other bytes hardly share (FNV-1a), the same on every run.
  fileprivate var fingerprint: String {
    let hash = reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }
}
