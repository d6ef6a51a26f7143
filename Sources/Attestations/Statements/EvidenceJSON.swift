import Git
import Notation

extension Evidence: Predicate {
  static let type = "urn:opsgate:evidence:v1"

  init(reading fields: inout Fields, of subject: Subject) throws(RecordMistake) {
    self.subject = subject
    repository = try fields.line("repository")
    repositoryID = try fields.number("repositoryId")
    commit = try fields.objectID("commit")
    pullRequest =
      fields.has("pullRequest") ? try PullRequest(reading: fields.object("pullRequest")) : nil
    makers = fields.has("makers") ? try fields.objects("makers", Maker.init(reading:)) : []
    reviews = try fields.objects("reviews", Review.init(reading:))
    deployments = try fields.objects("deployments", Deployment.init(reading:))
    askedAt = try fields.time("askedAt")
    checker = try fields.name("checker")
    seen = fields.has("seen") ? try fields.objectID("seen") : nil
    nonce = try fields.nonce("nonce")
    guard commit == subject.commit else { throw fields.wrong("commit", "the commit of 'subject'") }
  }

  var predicate: JSONValue {
    .object(present: [
      "repository": .string(repository),
      "repositoryId": .number(repositoryID),
      "commit": .id(commit),
      "pullRequest": pullRequest?.json,
      "makers": makers.isEmpty ? nil : .array(makers.map(\.json)),
      "reviews": .array(reviews.map(\.json)),
      "deployments": .array(deployments.map(\.json)),
      "askedAt": .time(askedAt),
      "checker": .string(checker),
      "seen": seen.map(JSONValue.id),
      "nonce": .string(nonce.text),
    ])
  }
}

extension Evidence.PullRequest {
  fileprivate init(reading fields: consuming Fields) throws(RecordMistake) {
    number = try fields.number("number")
    openerID = fields.has("openerId") ? try fields.number("openerId") : nil
    mergedAt = try fields.time("mergedAt")
    method = fields.has("method") ? try fields.name("method") : nil
    headCommits = try fields.objectIDs("headCommits")
    try fields.finish()
  }

  fileprivate var json: JSONValue {
    .object(present: [
      "number": .number(number),
      "openerId": openerID.map(JSONValue.number),
      "mergedAt": .time(mergedAt),
      "method": method.map(JSONValue.string),
      "headCommits": .array(headCommits.map(JSONValue.id)),
    ])
  }
}

extension Evidence.Maker {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    role = try fields.name("role")
    userID = try fields.number("userId")
    login = try fields.name("login")
  }

  fileprivate var json: JSONValue {
    .object(["role": .string(role), "userId": .number(userID), "login": .string(login)])
  }
}

extension Evidence.ReviewedChange {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    environment = try fields.name("environment")
    change = try fields.digest("change")
  }

  fileprivate var json: JSONValue {
    .object(["environment": .string(environment), "change": .string(change)])
  }
}

extension Evidence.Review {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    id = try fields.number("id")
    userID = fields.has("userId") ? try fields.number("userId") : nil
    login = fields.has("login") ? try fields.name("login") : nil
    state = try fields.name("state")
    commit = fields.has("commit") ? try fields.objectID("commit") : nil
    submittedAt = fields.has("submittedAt") ? try fields.time("submittedAt") : nil
    dismissedAt = fields.has("dismissedAt") ? try fields.time("dismissedAt") : nil
    changes =
      fields.has("changes")
      ? try fields.objects("changes", Evidence.ReviewedChange.init(reading:)) : []
  }

  fileprivate var json: JSONValue {
    .object(present: [
      "id": .number(id),
      "userId": userID.map(JSONValue.number),
      "login": login.map(JSONValue.string),
      "state": .string(state),
      "commit": commit.map(JSONValue.id),
      "submittedAt": submittedAt.map(JSONValue.time),
      "dismissedAt": dismissedAt.map(JSONValue.time),
      "changes": changes.isEmpty ? nil : .array(changes.map(\.json)),
    ])
  }
}

extension Evidence.Deployment {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    runID = try fields.number("runId")
    attempt = try fields.number("attempt")
    environment = try fields.name("environment")
    approvals = try fields.objects("approvals", Evidence.DeploymentApproval.init(reading:))
    starters =
      fields.has("starters") ? try fields.objects("starters", Evidence.Maker.init(reading:)) : nil
    waitingSince = fields.has("waitingSince") ? try fields.time("waitingSince") : nil
    startedAt = fields.has("startedAt") ? try fields.time("startedAt") : nil
  }

  fileprivate var json: JSONValue {
    .object(present: [
      "runId": .number(runID),
      "attempt": .number(attempt),
      "environment": .string(environment),
      "approvals": .array(approvals.map(\.json)),
      "starters": starters.map { .array($0.map(\.json)) },
      "waitingSince": waitingSince.map(JSONValue.time),
      "startedAt": startedAt.map(JSONValue.time),
    ])
  }
}

extension Evidence.DeploymentApproval {
  fileprivate init(reading fields: inout Fields) throws(RecordMistake) {
    userID = fields.has("userId") ? try fields.number("userId") : nil
    login = fields.has("login") ? try fields.name("login") : nil
    state = try fields.name("state")
  }

  fileprivate var json: JSONValue {
    .object(present: [
      "userId": userID.map(JSONValue.number), "login": login.map(JSONValue.string),
      "state": .string(state),
    ])
  }
}
