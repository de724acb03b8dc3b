package import ReferModel

/// What is installed, and where it came from: the file `pack.lock`. The same set, the same bytes.
package struct PackLock: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package let name: PackName
    package let version: SemanticVersion
    /// ``Pack/digest``.
    package let digest: String
    /// The folder, archive or repository, as it was named.
    package let source: String
    package let tag: String?
    /// The commit that the tag named.
    package let commit: String?
    /// Whether somebody vouches for it.
    package let isSigned: Bool
    /// What the user was told that it reads, and agreed to.
    package let reads: FieldSelection
    /// What the user was told that it asks, and whose answers it sees.
    package let questions: [String]

    package init(
      _ pack: Pack, questions: [String], source: String, tag: String? = nil, commit: String? = nil, isSigned: Bool
    ) {
      name = pack.name
      version = pack.version
      digest = pack.digest
      reads = pack.manifest.reads
      self.questions = questions
      self.source = source
      self.tag = tag
      self.commit = commit
      self.isSigned = isSigned
    }

    fileprivate init(_ node: TOMLNode, path: String) throws {
      let damaged = PackError.damaged(file: path)
      let known = ["name", "version", "sums", "source", "tag", "commit", "signed", "reads", "questions"]
      guard case .table(let fields) = node, fields.keys.allSatisfy(known.contains) else { throw damaged }
      func text(_ key: String) throws -> String? {
        switch fields[key] {
        case nil: return nil
        case .text(let text): return text
        default: throw damaged
        }
      }
      func texts(_ key: String) throws -> [String] {
        guard case .list(let nodes)? = fields[key] else { throw damaged }
        return try nodes.map { node in
          guard case .text(let text) = node else { throw damaged }
          return text
        }
      }
      guard let name = try text("name").flatMap({ PackName($0) }),
        let version = try text("version").flatMap({ SemanticVersion($0) }),
        let sums = try text("sums"), sums.hasPrefix("sha256:"), sums.utf8.count == 71, let source = try text("source"),
        case .whole(let signed)? = fields["signed"]
      else { throw damaged }
      self.name = name
      self.version = version
      digest = String(sums.dropFirst(7))
      self.source = source
      tag = try text("tag")
      commit = try text("commit")
      isSigned = signed == 1
      let names = try texts("reads")
      guard names.allSatisfy({ FieldSelection.fault($0) == nil }) else { throw damaged }
      reads = FieldSelection(names)
      questions = try texts("questions")
    }

    fileprivate var text: String {
      var lines = ["", "[[pack]]", "name = \(TOMLNode.quoted(name.description))"]
      lines.append("version = \(TOMLNode.quoted(version.description))")
      lines.append("sums = \(TOMLNode.quoted("sha256:" + digest))")
      lines.append("source = \(TOMLNode.quoted(source))")
      if let tag { lines.append("tag = \(TOMLNode.quoted(tag))") }
      if let commit { lines.append("commit = \(TOMLNode.quoted(commit))") }
      lines.append("signed = \(isSigned ? 1 : 0)")
      lines.append("reads = \(TOMLNode.quoted(reads.names))")
      lines.append("questions = \(TOMLNode.quoted(questions))")
      return lines.joined(separator: "\n") + "\n"
    }
  }

  package static let file = "pack.lock"

  /// By name.
  package private(set) var entries: [Entry] = []

  package init() {}

  /// - Parameter path: as messages show it.
  /// - Throws: ``PackError`` for a file that refer did not write, or a newer one.
  package init(_ text: [UInt8], path: String = file) throws {
    let damaged = PackError.damaged(file: path)
    let fields = try TOMLNode.parseOwn(text, file: path)
    guard case .whole(let form)? = fields["form"] else { throw damaged }
    guard form == 1 else { throw PackError.newerFile(path) }
    guard fields.keys.allSatisfy({ ["form", "pack"].contains($0) }) else { throw damaged }
    guard case .list(let nodes) = fields["pack"] ?? .list([]) else { throw damaged }
    for node in nodes {
      let entry = try Entry(node, path: path)
      if self[entry.name.description] != nil { throw damaged }
      set(entry)
    }
  }

  package subscript(_ name: String) -> Entry? { entries.first { $0.name.description == name } }

  package mutating func set(_ entry: Entry) {
    remove(entry.name)
    entries.append(entry)
    entries.sort { $0.name.description < $1.name.description }
  }

  package mutating func remove(_ name: PackName) { entries.removeAll { $0.name == name } }

  package var text: [UInt8] {
    Array(("# The packs that are installed; 'refer pack' changes it.\nform = 1\n" + entries.map(\.text).joined()).utf8)
  }
}
