public import Git
import Notation

/// What a record speaks of: a commit and its tree, each exactly once.
public struct Subject: Hashable, Sendable {
  public let commit: ObjectID
  public let tree: ObjectID

  public init(commit: ObjectID, tree: ObjectID) {
    self.commit = commit
    self.tree = tree
  }
}

extension Subject {
  init(reading statement: inout Fields) throws(RecordMistake) {
    let digests = try statement.objects("subject") { subject throws(RecordMistake) in
      // The name is for people; that it fits the digest is seen when the statement is written again.
      _ = try subject.name("name")
      var digest = try subject.object("digest")
      let kind = digest.has("gitCommit") ? "gitCommit" : "gitTree"
      let id = try digest.objectID(kind)
      try digest.finish()
      return (kind: kind, id: id)
    }
    commit = try Self.only("gitCommit", of: digests)
    tree = try Self.only("gitTree", of: digests)
  }

  private static func only(
    _ kind: String,
    of digests: [(kind: String, id: ObjectID)]
  ) throws(RecordMistake) -> ObjectID {
    let ids = digests.filter { $0.kind == kind }
    guard let id = ids.first?.id, ids.count == 1 else {
      throw RecordMistake(.malformed, "'subject' must have one \(kind), and has \(ids.count)")
    }
    return id
  }

  var json: JSONValue {
    [
      ["name": "commit", "digest": ["gitCommit": .string(commit.hex)]],
      ["name": "tree", "digest": ["gitTree": .string(tree.hex)]],
    ]
  }
}
