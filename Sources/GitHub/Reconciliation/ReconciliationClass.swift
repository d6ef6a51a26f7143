/// In which way what people signed and what GitHub says agree, or do not.
///
/// The letters group them: agreement, only one side, identity, independence, freshness, authority, the Environment's
/// settings, bypasses, deployments, and how good the evidence is.
public enum ReconciliationClass: String, CaseIterable, Hashable, Sendable {
  case a1 = "A1", a2 = "A2", a3 = "A3", a4 = "A4", a5 = "A5", a6 = "A6"
  case b1 = "B1", b2 = "B2", b3 = "B3", b4 = "B4", b5 = "B5", b6 = "B6"
  case c1 = "C1", c2 = "C2", c3 = "C3", c4 = "C4", c5 = "C5", c6 = "C6", c7 = "C7", c8 = "C8"
  case c9 = "C9"
  case d1 = "D1", d2 = "D2", d3 = "D3", d4 = "D4"
  case e1 = "E1", e2 = "E2", e3 = "E3", e4 = "E4", e5 = "E5", e6 = "E6", e7 = "E7", e8 = "E8"
  case e9 = "E9"
  case f1 = "F1", f2 = "F2", f3 = "F3", f4 = "F4"
  case g1 = "G1", g2 = "G2", g3 = "G3", g4 = "G4", g5 = "G5", g6 = "G6", g7 = "G7", g8 = "G8"
  case g9 = "G9"
  case h1 = "H1", h2 = "H2", h3 = "H3", h4 = "H4", h5 = "H5", h6 = "H6", h7 = "H7"
  case i1 = "I1", i2 = "I2", i3 = "I3", i4 = "I4", i5 = "I5", i6 = "I6", i7 = "I7", i8 = "I8"
  case i9 = "I9"
  case x1 = "X1", x2 = "X2", x3 = "X3", x4 = "X4", x5 = "X5", x6 = "X6", x7 = "X7"

  /// How heavy it is, where nothing makes it lighter.
  public func outcome(_ mode: ReconciliationMode) -> ReconciliationOutcome {
    let (gate, audit) = outcomes
    return mode == .gate ? gate : audit
  }

  private var outcomes: (gate: ReconciliationOutcome, audit: ReconciliationOutcome) {
    switch self {
    case .a1, .a3, .a4, .i1: (.ok, .ok)
    case .a2, .a5, .c3, .e2, .h3: (.ok, .info)
    case .c5, .c8: (.ok, .warn)
    case .i4: (.fail, .info)
    case .i9: (.info, .warn)
    case .d4, .e8, .f2, .f3, .g2, .g7, .g9, .h1, .h4, .h7: (.warn, .warn)
    case .h5: (.warn, .fail)
    case .b2, .b3, .c7, .d2, .e4, .e6, .e7, .e9, .g8, .h6, .i7, .i8: (.fail, .warn)
    case .e3, .f4, .g5, .i6, .x3: (.undecided, .warn)
    case .b6, .x1, .x2, .x4, .x6: (.undecided, .undecided)
    case .a6, .b1, .b4, .b5, .c1, .c2, .c4, .c6, .c9, .d1, .d3, .e1, .e5, .f1, .g1, .g3, .g4,
      .g6, .h2, .i2, .i3, .i5, .x5, .x7:
      (.fail, .fail)
    }
  }
}
