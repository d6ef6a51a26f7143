/// Another program that may be here, and whose answer is asked for.
public enum HelperProgram {
  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - name: As PATH finds it, or a whole path.
  ///   - arguments: All arguments; anybody on the machine can see them.
  ///   - environment: The whole environment.
  /// - Returns: Its output; `nil` where it is not here, or fails.
  public static func answer(
    of name: String,
    _ arguments: [String],
    environment: [String: String]
  ) async -> String? {
    let program = ChildProgram(
      program: name,
      arguments: arguments,
      directory: "/",
      environment: environment
    )
    guard let result = try? await program.run(input: []), result.status == 0 else { return nil }
    return result.text
  }
}
