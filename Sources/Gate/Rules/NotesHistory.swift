/// Nobody took records away.
enum NotesHistory {
  static func findings(_ situation: Situation) -> [Finding] {
    findings(of: situation.facts.notesAlarms)
  }

  static func findings(of alarms: [String]) -> [Finding] {
    alarms.map { alarm in
      Finding(
        .notesHistory,
        .error,
        alarm,
        hint: "`opsgate sync` brings back what was seen; find out who may force refs/notes/*"
      )
    }
  }
}
