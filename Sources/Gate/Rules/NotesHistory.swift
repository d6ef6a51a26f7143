/// Nobody took records away.
enum NotesHistory {
  static func findings(_ situation: Situation) -> [Finding] {
    situation.facts.notesAlarms.map { alarm in
      Finding(
        .notesHistory,
        .error,
        alarm,
        hint: "`opsgate sync` brings back what was seen; find out who may force refs/notes/*"
      )
    }
  }
}
