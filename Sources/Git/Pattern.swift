import Cpcre2

/// A regular expression on bytes that cannot run without end.
///
/// Perl's syntax as PCRE2 has it, UTF-8, `^` and `$` at every line, whose end is LF, CR or CRLF.
/// Two bounds hold: PCRE2's own for one attempt, and one on the effort for a whole text, counted
/// in steps rather than in seconds, so that the outcome is the same on every machine.
public final class Pattern: Sendable {
  /// Why an expression cannot be compiled.
  public struct Mistake: Error, Hashable, Sendable {
    /// Where in the expression, in bytes from 0.
    public let offset: Int
    /// PCRE2's words.
    public let message: String
  }

  /// Why a text cannot be searched.
  public enum Failure: Error, Hashable, Sendable {
    /// The bytes are not UTF-8.
    case notUTF8
    /// The expression needs more effort on this text than it may have.
    case tooLong
    /// What PCRE2 said.
    case other(String)
  }

  /// The bytes of one match: group 0 is all of it, a group that took no part is `nil`.
  public struct Match: Hashable, Sendable {
    public let groups: [Range<Int>?]
  }

  /// Compiled once, never changed and freed with its only owner; PCRE2 lets threads share it.
  private nonisolated(unsafe) let code: OpaquePointer

  /// Compiles an expression.
  ///
  /// - Throws: ``Mistake``.
  public init(_ expression: String) throws(Mistake) {
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANYCRLF))
    pcre2_set_max_pattern_length_8(context, 1 << 16)
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(expression.utf8)
    // Callouts at every item of the expression are how the effort is counted.
    let options =
      PCRE2_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | UInt32(PCRE2_AUTO_CALLOUT)
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &error, &offset, context) else {
      throw Mistake(offset: min(offset, bytes.count), message: Self.words(of: error))
    }
    self.code = code
  }

  deinit {
    pcre2_code_free_8(code)
  }

  private static func words(of error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    guard length > 0 else { return "PCRE2 error \(error)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }

  /// The number of a named group, if there is one.
  public func number(ofGroup name: String) -> Int? {
    let number = pcre2_substring_number_from_name_8(code, Array(name.utf8) + [0])
    return number > 0 ? Int(number) : nil
  }

  /// All matches from left to right, none of which overlap.
  ///
  /// - Throws: ``Failure``.
  public func matches(in bytes: [UInt8]) throws(Failure) -> [Match] {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    let result = bytes.withUnsafeBufferPointer { text in
      Result { () throws(Failure) in
        let search = PatternSearch(code, in: text)
        return try search.run()
      }
    }
    return try result.get()
  }

  fileprivate static func failure(_ code: Int32) -> Failure {
    switch code {
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
      PCRE2_ERROR_CALLOUT:
      .tooLong
    default: .other(words(of: code))
    }
  }
}

/// Counts what a search costs: a step for each item tried, and the text passed over in between.
private struct Effort {
  var left: Int
  var position = 0
}

/// One run of an expression over one text; owns what PCRE2 needs for it.
private final class PatternSearch {
  private let code: OpaquePointer
  private let text: UnsafeBufferPointer<UInt8>
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let effort: UnsafeMutablePointer<Effort>

  init(_ code: OpaquePointer, in text: UnsafeBufferPointer<UInt8>) {
    self.code = code
    self.text = text
    data = pcre2_match_data_create_from_pattern_8(code, nil)
    context = pcre2_match_context_create_8(nil)
    effort = .allocate(capacity: 1)
    effort.initialize(to: Effort(left: 20_000_000 + 16 * text.count))
    pcre2_set_match_limit_8(context, 5_000_000)
    pcre2_set_depth_limit_8(context, 1_000_000)
    pcre2_set_heap_limit_8(context, 65_536)
    pcre2_set_callout_8(context, Self.count, effort)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    effort.deallocate()
  }

  private static let count:
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> Int32 =
      { block, memory in
        guard let block, let memory else { return 0 }
        let effort = memory.assumingMemoryBound(to: Effort.self)
        let position = block.pointee.current_position
        effort.pointee.left -= 1 + abs(position - effort.pointee.position)
        effort.pointee.position = position
        return effort.pointee.left > 0 ? 0 : PCRE2_ERROR_CALLOUT
      }

  func run() throws(Pattern.Failure) -> [Pattern.Match] {
    var matches: [Pattern.Match] = []
    var start = 0
    while start <= text.count, let match = try next(from: start) {
      matches.append(match)
      guard let all = match.groups.first ?? nil else { break }
      start = max(start, all.upperBound)
      // An empty match would be found again for ever.
      if all.isEmpty || all.upperBound < start { start = characterEnd(start) }
    }
    return matches
  }

  private func next(from start: Int) throws(Pattern.Failure) -> Pattern.Match? {
    // The text was checked once as a whole; to check its rest at every match is quadratic.
    let status = pcre2_match_8(
      code,
      text.baseAddress,
      text.count,
      start,
      PCRE2_NO_UTF_CHECK,
      data,
      context
    )
    guard status != PCRE2_ERROR_NOMATCH else { return nil }
    guard status > 0, let offsets = pcre2_get_ovector_pointer_8(data) else {
      throw Pattern.failure(status)
    }
    let count = Int(pcre2_get_ovector_count_8(data))
    return Pattern.Match(
      groups: (0..<count).map { group in
        let (from, to) = (offsets[2 * group], offsets[2 * group + 1])
        // A group that took no part is marked with the largest size, which Swift sees as -1.
        guard group < Int(status), 0 <= from, from <= to, to <= text.count else { return nil }
        return from..<to
      }
    )
  }

  private func characterEnd(_ start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
