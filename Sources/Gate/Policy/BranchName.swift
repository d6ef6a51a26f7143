/// What `git check-ref-format --branch` takes for a branch's name, but for names that begin with `refs/`.
enum BranchName {
  static func isOne(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.hasPrefix("-") && !name.hasPrefix("refs/") && name != "HEAD" && name != "@"
      && !name.hasSuffix(".") && !name.contains("..") && !name.contains("@{")
      && !name.utf8.contains(where: isForbidden)
      && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7f || "~^:?*[\\".utf8.contains(byte)
  }
}
