import ReferModel
import ReferPacks
import ReferReports
import ReferRules
import ReferStore

/// The settings of one pack, or of the user's own rules, that `refer set` keeps in `settings.toml`.
struct KeptSettings: Hashable, Sendable {
  /// Where the file and the book are.
  let workspace: Workspace
  /// The pack, or "rules".
  let table: String

  /// - Throws: ``ReferError`` for a damaged file, and for a contact who is no longer in the book.
  func given(but typed: Set<String>) throws -> [String: GivenSetting] {
    let values = try ReferError.packs { try SettingsFile.read(in: workspace.folder) }.tables[table] ?? [:]
    return try Dictionary(
      uniqueKeysWithValues: values.filter { !typed.contains($0.key) }.map { name, value in
        (name, GivenSetting(try given(name, value), command: "refer set \(table).", isKept: true))
      })
  }

  private func given(_ name: String, _ value: SettingsFile.Value) throws -> GivenSetting.Value {
    switch value {
    case .text(let text): return .text(text)
    case .contact(let id):
      guard let person = try workspace.personOfSetting(Int64(id)) else {
        let shown = TerminalText.escaped("\(table).\(name)")
        throw ReferError(
          "\(TerminalText.escaped(SettingsFile.path(in: workspace.folder))): \(shown) is the contact \(id), who is not in "
            + "the book; say who it is now: refer set \(shown)=NAME")
      }
      return .person(person)
    }
  }
}

extension Workspace {
  /// A contact by the id, also under the one from before a merge; nil where there is none.
  func personOfSetting(_ id: Int64) throws -> GivenSetting.Person? {
    guard hasBook else { return nil }
    return try read(asOf: nil) { reader in
      try reader.person(id) ?? reader.merged(id).flatMap(reader.person)
    }.map(GivenSetting.Person.init)
  }

  /// The contact of that name, if just one has it; nil for nobody.
  ///
  /// - Throws: ``ReferError`` where several are meant.
  func personOfSetting(named name: String) throws -> GivenSetting.Person? {
    guard hasBook else { return nil }
    do {
      return try read(asOf: nil) { reader in
        try reader.people(PersonQuery(name), limit: 1).count == 0 ? nil : try reader.person(named: name)
      }.map(GivenSetting.Person.init)
    } catch let error as ReferError {
      // It becomes a line among those of the rules' problems.
      throw ReferError(error.description.replacing(":\n  ", with: ": ").replacing("\n  ", with: "; "))
    }
  }
}

extension GivenSetting.Person {
  init(_ line: PersonLine) { self.init(id: String(line.id), name: line.name ?? String(line.id)) }
}

extension RulesFile {
  /// What holds for the settings of these rules: what was typed, else what is kept.
  ///
  /// - Parameter isAsWritten: leaves out what is kept.
  /// - Throws: ``ReferError``; see ``KeptSettings/given(but:)``.
  func settings(_ typed: [String: String], isAsWritten: Bool) throws -> [String: GivenSetting] {
    let kept = try isAsWritten ? [:] : kept?.given(but: Set(typed.keys)) ?? [:]
    return kept.merging(typed.mapValues { GivenSetting(.text($0)) }) { $1 }
  }
}
