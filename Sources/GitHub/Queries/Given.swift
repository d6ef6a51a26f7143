/// A field that an answer must have, though it may say `null`.
///
/// What a verdict rests on must not be missing because GitHub calls it something else one day: an account that was
/// deleted is `null`, and an account that nobody mentions is no account.
@propertyWrapper
struct Given<Value: Decodable>: Decodable {
  let wrappedValue: Value?

  init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    wrappedValue = value.decodeNil() ? nil : try value.decode(Value.self)
  }
}
