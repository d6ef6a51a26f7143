import Gate
import Pointers

/// All mistakes of a policy, one a line, with their hints behind.
func mistakes(_ text: String) -> [String] {
  do throws(PolicyMistakes) {
    _ = try Policy.read(Array(text.utf8), path: "p.yaml")
    return []
  } catch {
    return error.mistakes.map { "\($0)" + ($0.hint.map { " (\($0))" } ?? "") }
  }
}

/// Lines 1 to 3 are right; what is added begins in line 4.
func added(_ text: String) -> [String] {
  mistakes(
    """
    version: 1
    pointers: [{ path: '{service}/{environment}', key: tag }]
    environments: [dev, production]
    \(text)
    """
  )
}

/// Lines 1 to 5 are right: alice, bob and the team both; what is added to production begins in line 9.
func production(_ text: String) -> [String] {
  mistakes(
    """
    version: 1
    pointers: [{ path: '{service}/{environment}', key: tag }]
    people: { alice: {}, bob: {} }
    teams: { both: [alice, bob] }

    environments:
      - dev
      - name: production
        \(text)
    """
  )
}
