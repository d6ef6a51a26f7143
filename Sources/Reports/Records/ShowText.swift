import Attestations
import Git
import Notation

extension ShowReport: Report {
  public func lines(for view: TerminalView) -> [Text] {
    guard !entries.isEmpty || !refused.isEmpty else {
      let words = isComplete ? "no record speaks" : "no record that is here speaks"
      return [Text("\(words) of \(commit.short)", .quiet)]
    }
    let texts = entries.map { $0.lines(now: view.now) } + refused.map(\.lines)
    return Array(texts.joined(separator: [Text()]))
  }

  /// Name, kind, word, signer, environment, change, time, signature, key, and why it does not count.
  public var records: [Text] {
    entries.map { entry in
      let record = entry.record
      return Text(
        fields: [
          record.name.text, record.kind.rawValue, record.statement.verb, record.statement.signer,
          record.statement.environment ?? "", record.approval?.change ?? "",
          Timestamp.rfc3339(record.statement.issuedAt), record.signature.status.rawValue,
          record.signature.fingerprint ?? "", entry.objections.joined(separator: "; "),
        ].map { Text($0) }
      )
    }
  }
}

extension ShowReport.Entry {
  /// The record for a person; ages are told from `now`, in seconds since 1970.
  public func lines(now: Int) -> [Text] { RecordText(entry: self, now: now).lines }
}

/// One record for a person.
private struct RecordText {
  let entry: ShowReport.Entry
  let now: Int

  var lines: [Text] {
    let body = moves + details + signature + objections
    return [heading] + body.map { Text("  ") + $0 }
  }

  private var record: LedgerRecord { entry.record }

  private var heading: Text {
    let statement = record.statement
    let place: Text =
      statement.environment.map { "\(" in ", .quiet)\($0, .environment)" } ?? Text()
    let age = Age.words(statement.issuedAt, now: now)
    return
      "\(statement.verb, statement.label)\(place)\(record.isGood ? " by " : " in the name of ", .quiet)\(statement.signer, .person)\(", \(age) (\(Timestamp.rfc3339(statement.issuedAt)))", .quiet)"
  }

  private var moves: [Text] {
    switch record.statement {
    case .approval(let approval): approval.moves.map(\.text)
    case .check(let check):
      check.services.map { "\($0.service, .service) \(TagStep.shown($0.tag), .tag)" }
    case .evidence(let evidence):
      [Text("GitHub: \(evidence.reviews.count) reviews, \(evidence.deployments.count) deployments")]
    case .checkpoint(let checkpoint):
      [Text("\(checkpoint.mainline.ref) at \(checkpoint.mainline.commit.short)")]
    }
  }

  private var details: [Text] {
    guard let approval = record.approval else {
      if case .check(let check) = record.statement, let url = check.url {
        return [Text(url, .path)]
      }
      return []
    }
    var details: [Text] = []
    if let comment = approval.comment {
      details += comment.split(separator: "\n").map { Text("“" + $0 + "”") }
    }
    if let emergency = approval.emergency {
      details.append(Text("emergency \(emergency.incident): \(emergency.reason)", .warning))
    }
    details += approval.revokes.map { Text("takes back \($0.short)", .quiet) }
    if let expires = approval.expiresAt {
      let words =
        expires <= now
        ? "expired \(Age.words(expires, now: now))" : "expires \(Timestamp.minute(expires)) UTC"
      details.append(Text(words, .quiet))
    }
    return details
  }

  private var signature: [Text] {
    let status = Text(
      record.signature.status.rawValue,
      record.signature.status == .good ? .good : .bad
    )
    return [
      "\("record ", .quiet)\(record.name.short, .commit)\(", signed by \(record.signature.words): ", .quiet)\(status)"
    ]
  }

  private var objections: [Text] {
    entry.objections.map { "\("does not count: ", .warning)\($0)" }
  }
}

extension RefusedLine {
  fileprivate var lines: [Text] {
    let heading: Text =
      "\("no record", .warning)\(": line \(line) of the note on \(object.short): ", .quiet)\(mistake.message)"
    return [heading, Text("  " + excerpt.prefix(60), .quiet)]
  }
}

extension Approval.Move {
  var text: Text {
    "\(service, .service) \(TagStep.text(from: from, to: to))\("  \(path)", .path)"
  }
}
