/// A query that cannot be read, and where.
struct QueryFault: Error {
  let message: String
  let place: QueryPlace
}

/// A line and a column, both counted from 1.
struct QueryPlace: Hashable, Sendable {
  var line = 1
  var column = 1
}

/// One word or sign of a query.
struct QueryToken {
  enum Kind: Hashable {
    /// One of `! $ & ( ) ... : = @ [ ] { | }`.
    case sign(String)
    case name(String)
    case number(Int)
    case string(String)
    case end
  }

  let kind: Kind
  let place: QueryPlace
}
