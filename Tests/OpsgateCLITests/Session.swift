import OpsTestSupport
import Testing

extension GitFolder {
  /// What somebody sees who types the commands one after another, in words divided by spaces.
  ///
  /// The scratch folder is called `$SCRATCH`, since its name is another one in every run.
  func session(_ commands: [String], scratch: Folder) throws -> String {
    try commands.map { command in
      let run = try opsgate(command.split(separator: " ").map(String.init))
      return "$ opsgate \(command)\n" + run.transcript.replacing(scratch.path, with: "$SCRATCH")
    }.joined(separator: "\n")
  }
}

/// Runs commands one after another, compares all that they say with the golden file, and expects
/// that not one file below the scratch folder was written, `.git` included.
func expectHarmless(
  _ name: String,
  _ commands: String...,
  in repository: GitFolder,
  scratch: Folder,
  filePath: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let before = try FolderState(of: scratch)
  let said = try repository.session(commands, scratch: scratch)
  let written = try FolderState(of: scratch).differences(from: before)
  #expect(written == [], sourceLocation: sourceLocation)
  try expectGolden(said, "\(name).txt", filePath: filePath, sourceLocation: sourceLocation)
}
