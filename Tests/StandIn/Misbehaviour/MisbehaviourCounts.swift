/// The misbehaviours that a test asked for, and how often each could have happened.
struct MisbehaviourCounts {
  private var all: [(misbehaviour: Misbehaviour, turns: Int)] = []

  mutating func add(_ misbehaviour: Misbehaviour) { all.append((misbehaviour, 0)) }
  mutating func removeAll() { all = [] }

  /// What goes wrong with a request, which is counted.
  mutating func effects(on request: StandInRequest) -> [Misbehaviour.Effect] {
    var effects: [Misbehaviour.Effect] = []
    for place in all.indices where all[place].misbehaviour.occasion.fits(request) {
      all[place].turns += 1
      let turns = all[place].misbehaviour.occasion.turns
      if turns?.contains(all[place].turns) ?? true {
        effects.append(all[place].misbehaviour.effect)
      }
    }
    return effects
  }
}
