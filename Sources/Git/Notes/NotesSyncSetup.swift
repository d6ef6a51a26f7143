internal import Clibgit2

extension NotesSync {
  /// Makes every `git fetch` of the remote bring its notes along.
  ///
  /// - Returns: Whether that was new; a second time changes nothing.
  /// - Throws: `.notFound` where there is no such remote; `.other` with what git said.
  @discardableResult
  public func configure() async throws(GitError) -> Bool {
    try await checkRemote()
    let (key, value) = ("remote.\(remote).fetch", Self.specification(remote))
    let before = try await git.run(["config", "--get-all", key])
    if before.text.split(separator: "\n").contains(Substring(value)) { return false }
    // Replaces the very same line where another run has just added it.
    _ = try await git.answer(
      ["config", "--fixed-value", "--replace-all", key, value, value],
      to: "make `git fetch \(remote)` bring notes along"
    )
    return true
  }

  /// - Throws: `.notFound` where no remote of that name is configured.
  func checkRemote() async throws(GitError) {
    let copy = NotesRef.remote(NotesRef.approvals, remote: remote)
    let isName = !remote.utf8.contains(0) && git_reference_is_valid_name(copy) == 1
    if isName, try await git.run(["config", "--get", "remote.\(remote).url"]).status == 0 {
      return
    }
    throw GitError(
      .notFound,
      "sync notes with '\(remote)'",
      reason: "no remote is called that",
      hint: "`git remote -v` lists the remotes; `git remote add NAME URL` adds one"
    )
  }
}
