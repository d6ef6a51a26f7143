public import Gate
import Git
public import Notation

/// The policy that a clone trusts.
public struct PinReport: Report {
  public let pin: TrustPin

  public init(pin: TrustPin) { self.pin = pin }

  public func lines(for view: TerminalView) -> [Text] {
    [
      "\("pinned ", .quiet)\(pin.commit.short, .commit)\(" with .opsgate/ ", .quiet)\(pin.tree.short, .commit)",
      "\("OPSGATE_PIN=", .quiet)\(pin.description, .commit)",
    ]
  }

  /// The one word that `--pin` and OPSGATE_PIN take.
  public var records: [Text] { [Text(pin.description)] }

  public var json: JSONValue {
    [
      "schema": "opsgate.trust/1", "commit": .string(pin.commit.hex), "tree": .string(pin.tree.hex),
    ]
  }
}
