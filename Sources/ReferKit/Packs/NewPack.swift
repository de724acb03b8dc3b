import Foundation
import ReferFormats
import ReferPacks
import ReferReports

/// A folder to begin a pack with: what `refer pack new` does.
public struct NewPack {
  /// Where it was made.
  public let folder: String
  /// Its files, by name.
  public let files: [String]
  private let bytes: [(name: String, text: String)]

  /// - Parameter folder: nil is a folder of the pack's name, here.
  /// - Throws: ``ReferError`` for a name that can't be a pack's.
  public init(_ name: String, folder: String? = nil) throws {
    guard PackName(name) != nil else {
      throw ReferError(
        "'\(TerminalText.escaped(name))' can't name a pack: take 2 to 40 small letters, digits and dashes, such as "
          + "bucket-strategy")
    }
    self.folder = folder ?? name
    bytes = [
      ("README.md", Self.page(name)), ("pack.toml", Self.manifest(name)), ("rules.lua", Self.rules),
    ]
    files = bytes.map(\.name)
  }

  /// - Throws: ``ReferError`` where something is there already.
  public func make() throws {
    let shown = TerminalText.escaped(folder)
    try ReferError.packs {
      if DiskFiles.kind(folder) != nil, try DiskFiles.kind(folder) != .folder || !DiskFiles.names(in: folder).isEmpty {
        throw ReferError("\(shown): something is there already; nothing was changed")
      }
      try DiskFiles.makeFolder(folder, mode: 0o755)
      for file in bytes { try DiskFiles.writeNew(Array(file.text.utf8), to: "\(folder)/\(file.name)", mode: 0o644) }
    }
  }

  public func print(_ isMade: Bool, as format: OutputFormat, to output: Output) throws {
    switch format {
    case .json, .ndjson:
      let json = JSONValue.object([
        ("folder", .text(folder)), ("files", .texts(files)), ("made", .yesno(isMade)),
      ])
      try output.write(json.line)
    case .csv:
      var table = TextTable([TextTable.Heading("folder"), TextTable.Heading("file")])
      for file in files { table.append([folder, file]) }
      try output.write(table, as: .csv)
    case .table, .markdown:
      let shown = TerminalText.escaped(folder)
      try output.write("\(isMade ? "Made" : "Would make") \(shown): \(files.joined(separator: ", "))\n")
      if isMade { try output.write("Next: refer pack build \(shown)\n") }
    }
  }

  private static func manifest(_ name: String) -> String {
    """
    name = "\(name)"
    version = "0.1.0"
    summary = "Say in a line what this pack decides."
    authors = ["Your name"]
    licence = "CC0-1.0"
    refer = ">=\(ReferVersion.current), <1"

    # The fields of a contact that these rules may see: no other exists for them.
    # Fields of records in it are named with their kind, as "interaction.at".
    reads = ["name", "industry", "last_interaction_at"]

    """
  }

  private static let rules = """
    question "our_kind" {
      ask = "Are they in a business that meets our clients?",
      answer = is("industry", "banking", "law", "tax accounting"),
    }
    question "in_touch" {
      ask = "Have we spoken in the last three months?",
      answer = within("last_interaction_at", days(90)),
    }

    bucket "A" { title = "Get to know better", score = at_least(2) }
    bucket "B" { title = "Keep in touch", otherwise = true }

    example "a banker we spoke to last week" {
      given = { industry = "banking", last_interaction_at = ago(days(7)) },
      expect = { bucket = "A" },
    }

    """

  private static func page(_ name: String) -> String {
    """
    # \(name)

    Who this pack is for, and what its buckets mean.

    ## Its questions

    - our_kind: are they in a business that meets our clients?
    - in_touch: have we spoken in the last three months?

    """
  }
}
