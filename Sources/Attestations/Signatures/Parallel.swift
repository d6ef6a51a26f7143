/// Does the same work on many things, some at a time.
enum Parallel {
  /// - Parameters:
  ///   - inputs: What is worked on.
  ///   - workers: How many are worked on at a time.
  ///   - work: The work on one of them.
  /// - Returns: The outputs, in the order of the inputs.
  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    workers: Int,
    _ work: @escaping @Sendable (Input) async -> Output
  ) async -> [Output] {
    let workers = min(max(workers, 1), inputs.count)
    return await withTaskGroup(of: [(Int, Output)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var done: [(Int, Output)] = []
          for index in stride(from: worker, to: inputs.count, by: workers) {
            done.append((index, await work(inputs[index])))
          }
          return done
        }
      }
      let all = await group.reduce(into: []) { $0 += $1 }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
