public import ArgumentParser
public import ReferKit

extension OutputFormat: ExpressibleByArgument {}

/// Options that every verb takes.
struct SharedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The time that counts as now: 2026-05-23, yesterday, '2 weeks ago'.", valueName: "time"))
  var now: String?

  @Option(help: ArgumentHelp("The time zone of dates, such as Europe/Berlin; UTC unless given.", valueName: "zone"))
  var tz: String?

  @Option(help: "How results are written.")
  var format: OutputFormat = .table

  func validate() throws {
    do {
      _ = try run()
    } catch let error as ReferError { throw ValidationError(error.description) }
  }

  func run() throws -> RunContext { try RunContext(now: now, zone: tz) }
}

/// The rules and the contacts that a verb works on.
struct RulesOptions: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "A file of contacts (vCard, CSV, NDJSON), or - for standard input; may repeat.", valueName: "file"),
    completion: .file())
  var files: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "The value of a setting, such as --set colleague='Grace Kim'; may repeat.", valueName: "name=value"))
  var settings: [String] = []

  /// The settings by name.
  func settingValues() throws -> [String: String] {
    var values: [String: String] = [:]
    for setting in settings {
      guard let sign = setting.firstIndex(of: "="), sign != setting.startIndex else {
        throw ValidationError("'--set \(setting)' needs a name and a value: --set name=value")
      }
      values[String(setting[..<sign])] = String(setting[setting.index(after: sign)...])
    }
    return values
  }
}
