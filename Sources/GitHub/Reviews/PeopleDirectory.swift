/// Who is behind an account, by the policy.
public struct PeopleDirectory: Hashable, Sendable {
  /// One account of one person.
  public struct Entry: Hashable, Sendable {
    /// The name in the policy.
    public var person: String
    public var login: String
    /// `nil` where the policy goes by the login alone.
    public var id: Int?

    public init(person: String, login: String, id: Int?) {
      self.person = person
      self.login = login
      self.id = id
    }
  }

  /// What an account is to the policy.
  public enum Identity: Hashable, Sendable {
    /// A person; by another login than the policy has where it was renamed since.
    case person(String, isRenamed: Bool)
    /// The login is a person's, and the account is another one: somebody took the name.
    case recycled(String)
    case stranger
  }

  private let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  public func identity(of account: Account) -> Identity {
    let login = account.login.lowercased()
    if let known = entries.first(where: { $0.id == account.id }) {
      return .person(known.person, isRenamed: known.login.lowercased() != login)
    }
    guard let named = entries.first(where: { $0.login.lowercased() == login }) else {
      return .stranger
    }
    return named.id == nil ? .person(named.person, isRenamed: false) : .recycled(named.person)
  }

  /// The person, whatever else is so.
  func person(behind account: Account) -> String? {
    if case .person(let name, _) = identity(of: account) { return name }
    return nil
  }
}
