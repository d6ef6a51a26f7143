import Notation

extension GraphSchema {
  static let protections = [
    GraphType.object("BranchProtectionRule", of: World.Branch.self) { fields in
      fields.text("id") { Scene.node("BPR", $0.protection?.id ?? 0) }
      fields.number("databaseId") { $0.protection?.id }
      fields.text("pattern") { $0.name }
      fields.flag("isAdminEnforced") { $0.protection?.enforcesAdmins ?? false }
      fields.flag("requiresApprovingReviews") { $0.required != nil }
      fields.number("requiredApprovingReviewCount") { $0.required?.count }
      fields.flag("dismissesStaleReviews") { $0.required?.dismissesStale ?? false }
      fields.flag("requireLastPushApproval") { $0.required?.needsLastPushApproval ?? false }
      fields.flag("requiresCodeOwnerReviews") { $0.required?.needsCodeOwners ?? false }
      fields.flag("restrictsReviewDismissals") { _ in false }
      fields.connection("bypassPullRequestAllowances", "BypassPullRequestAllowance") {
        branch,
        _ in
        (branch.protection?.bypassers ?? []).map { .object("BypassPullRequestAllowance", $0) }
      }
    },
    GraphType.object("BypassPullRequestAllowance", of: World.Environment.Reviewer.self) { fields in
      fields.object("actor", "BranchActorAllowanceActor") { bypasser, call in
        call.reviewer(bypasser)
      }
    },
  ]
}

extension World.Branch {
  fileprivate var required: World.RequiredReviews? { protection?.reviews }
}
