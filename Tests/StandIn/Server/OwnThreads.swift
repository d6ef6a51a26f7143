import Dispatch

/// Runs jobs on threads of its own.
///
/// Tests wait for programs, and block the few threads that all tasks share; whoever answers those programs must not
/// wait for one of them.
final class OwnThreads: TaskExecutor {
  private let queue = DispatchQueue(label: "stand-in", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = asUnownedTaskExecutor()
    queue.async { job.runSynchronously(on: executor) }
  }
}
