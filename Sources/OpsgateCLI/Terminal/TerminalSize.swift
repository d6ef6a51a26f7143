#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How wide the terminal is.
enum TerminalSize {
  /// The number of columns: what `COLUMNS` says, else what the terminal says, else 80.
  static func columns(_ environment: [String: String]) -> Int {
    if let said = environment["COLUMNS"].flatMap({ Int($0) }), said > 0 { return said }
    var size = winsize()
    let answer = unsafe ioctl(Stream.output.rawValue, UInt(TIOCGWINSZ), &size)
    return answer == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}

/// The words of the system for its error numbers.
enum SystemError {
  static func words(_ number: Int32) -> String {
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text).lowercased()
  }
}
