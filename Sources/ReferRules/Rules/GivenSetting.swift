/// What the user gave for a setting, and how.
package struct GivenSetting: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    /// As it was typed.
    case text(String)
    case person(Person)
  }

  /// A contact as a setting has it.
  package struct Person: Hashable, Sendable {
    /// Nil for somebody who is in no book.
    package let id: String?
    package let name: String

    package init(id: String?, name: String) {
      self.id = id
      self.name = name
    }
  }

  package let value: Value
  /// What is typed before `name=value` to give another: "--set ", "refer set our-buckets.".
  package let command: String
  /// Whether it stands in a file of the user's, where it may outlast the setting.
  package let isKept: Bool

  package init(_ value: Value, command: String = "--set ", isKept: Bool = false) {
    self.value = value
    self.command = command
    self.isKept = isKept
  }
}
