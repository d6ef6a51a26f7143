import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What a program did: everything it said, and how it ended.
public struct ProgramRun: Sendable, CustomStringConvertible {
  let line: [String]
  public let stdoutBytes: [UInt8]
  public let stderrBytes: [UInt8]
  /// The exit status, or 128 and the signal's number where a signal ended it, as shells count.
  public let status: Int

  public var stdout: String { String(decoding: stdoutBytes, as: UTF8.self) }
  public var stderr: String { String(decoding: stderrBytes, as: UTF8.self) }

  /// The whole run as one text, to be compared whole: nothing is normalised.
  public var transcript: String {
    var text = stdout
    if !stderrBytes.isEmpty { text += "------- stderr -------\n" + stderr }
    if status != 0 { text += "[exit status: \(status)]\n" }
    return text
  }

  public var description: String { "$ \(line.joined(separator: " "))\n\(transcript)" }

  /// The run itself where it ended with 0.
  ///
  /// - Throws: `ShellError` with the whole transcript where it did not.
  @discardableResult
  public func checked() throws -> ProgramRun {
    guard status == 0 else { throw ShellError(line: line, reason: "\n" + transcript) }
    return self
  }
}

/// A program that was started and not yet waited for.
public struct RunningProgram {
  let pid: pid_t
  let line: [String]
  let streams: StreamFiles

  /// Ends the program as a power cut would: SIGKILL, which no program can catch.
  public func kill() {
    // An error means that the program is over already, which is as good.
    _ = sendKill(pid)
  }

  /// Waits for the end; to be called once.
  ///
  /// - Throws: where the end cannot be learnt or the output cannot be read.
  public func wait() throws -> ProgramRun {
    var ending: Int32 = 0
    while waitpid(pid, &ending, 0) == -1 {
      guard errno == EINTR else {
        throw ShellError(line: line, reason: String(cString: strerror(errno)))
      }
    }
    let (output, errors) = try streams.collect()
    return ProgramRun(
      line: line,
      stdoutBytes: output,
      stderrBytes: errors,
      status: Self.status(of: ending)
    )
  }

  /// The C macros WIFSIGNALED, WTERMSIG and WEXITSTATUS, which Swift does not import.
  private static func status(of ending: Int32) -> Int {
    let signal = ending & 0x7f
    return signal == 0 ? Int((ending >> 8) & 0xff) : 128 + Int(signal)
  }
}

private func sendKill(_ pid: pid_t) -> Int32 { kill(pid, SIGKILL) }
