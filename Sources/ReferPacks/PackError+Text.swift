extension PackError: CustomStringConvertible {
  /// Each fault for itself: a name in a pack may hold the end of a line.
  package var faults: [String] {
    guard case .manifest(let faults) = self else { return [description] }
    return faults.map { "\(Self.place(PackManifest.file, $0.line)): \($0.message)" }
  }

  package var description: String {
    switch self {
    case .path(let path, let problem): "'\(path)': \(problem)"
    case .archive(let problem): "\(problem)"
    case .tooManyFiles: "this pack has more than \(PackLimits.files) files; no pack needs so many"
    case .tooLarge: "this pack is larger than \(PackLimits.bytes >> 20) MiB; no pack needs so much"
    case .noManifest:
      "there is no \(PackManifest.file) in it, so it is no pack; 'refer pack new NAME' makes a folder to begin with"
    case .noRules: "there is no \(PackManifest.rules) in it: that is where a pack's rules begin"
    case .manifestTooLarge: "\(PackManifest.file): it is longer than \(PackLimits.manifest >> 10) KiB"
    case .toml(let file, let line, let message): "\(Self.place(file, line)): \(message)"
    case .manifest: faults.joined(separator: "\n")
    case .changed(let path):
      "'\(path)' is not the file that \(PackSums.file) was made for: the pack was changed after it was built. "
        + "Take it from its author again; if it is your own, sign its folder again ('refer pack sign'), or delete "
        + "\(PackSums.file) and \(PackSignatures.file)"
    default: trustText
    }
  }

  private var trustText: String {
    switch self {
    case .badSignatures(let line):
      "\(PackSignatures.file):\(line): this is no signature of a pack; take the pack from its author again"
    case .falseSignature(let key):
      "the signature by the key \(key) is not true: the pack was changed after it was signed. Don't use it"
    case .signedTwice(let key): "the key \(key) has signed this already"
    case .untrusted(let name, let problem): "\(name): \(problem)" + (problem.advice(name).map { ". \($0)" } ?? "")
    case .badKey(let name):
      "the key '\(name)' can't be used: its line is damaged; take its file from a copy, or remove the file and make "
        + "another key"
    case .badKeyName(let name):
      "'\(name)' can't name a key: take up to 40 letters, digits, dots, dashes and underscores"
    case .noKey(let name, let known):
      "there is no key '\(name)'; "
        + (known.isEmpty ? "'refer pack keys new \(name)' makes it" : "yours are: \(known.joined(separator: ", "))")
    case .keyExists(let path): "\(path): a key of that name is there already; nothing was changed"
    case .openKey(let path): "\(path): others can read this key; 'chmod 600' it, and make a new one if they may have"
    case .nameTaken(let name): "another key is called '\(name)' already; give this one another name with --as"
    default: placeText
    }
  }

  private var placeText: String {
    switch self {
    case .file(let path, let reason): "\(path): this can't be done: \(reason)"
    case .fileTooLarge(let path, let limit): "\(path): this file is larger than \(Self.size(limit))"
    case .notPlain(let path): "\(path): this is a link, a folder or a device, where only a plain file will do"
    case .damaged(let file):
      "\(file): this is not as refer wrote it; bring back the file from a copy. Nothing was changed"
    case .newerFile(let file): "\(file): a newer refer wrote this; update refer to change it"
    case .notInstalled(let name): "no pack '\(name)' is installed; 'refer pack list' shows those that are"
    case .missing(let name, let path):
      "\(name): its folder \(path) is gone; 'refer pack add' the pack again from its source, or 'refer pack remove' it"
    case .occupied(let path):
      "\(path): what lies there was not installed by refer; move it away, and add the pack again"
    case .tampered(let name, let path):
      "\(name): '\(path)' is not what was installed; 'refer pack add' the pack again from its source"
    case .changedMeanwhile:
      "another refer has changed the packs meanwhile; nothing was changed by this one. Type it again"
    default: "this pack can't be used"
    }
  }

  private static func place(_ file: String, _ line: Int?) -> String { file + (line.map { ":\($0)" } ?? "") }

  private static func size(_ bytes: Int) -> String { bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes" }
}

extension PackPath.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .empty: "a part of this path is empty"
    case .absolute: "a path in a pack is relative; this one begins at the root"
    case .climbs: "a path in a pack stays in it; this one has '.' or '..' in it"
    case .hidden: "a file in a pack does not begin with a dot"
    case .reserved: "this name is a device's on Windows"
    case .tooLong: "a path in a pack has at most \(PackPath.longest) bytes"
    case .tooDeep: "a path in a pack has at most \(PackPath.deepest) parts"
    case .notText: "a path in a pack is UTF-8"
    case .notNormal: "its accents are not spelt as in Unicode's form NFC, so that systems differ about its name"
    case .character(let code): "a path in a pack can't hold the character U+\(String(code, radix: 16, uppercase: true))"
    case .joined: "a letter of this path joins with the '/' or '.' beside it"
    case .outerSpace: "a part of a path neither begins with a space nor ends with a space or a dot"
    case .clashes(let other): "some systems take this for '\(other)'; give it another name"
    }
  }
}

extension PackArchive.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notArchive: "this is no archive of a pack; 'refer pack build FOLDER' makes one"
    case .endsEarly: "this archive ends too early; fetch it again"
    case .longer: "something stands behind the end of this archive; fetch it again from its author"
    case .notSorted: "the files of this archive are not in order, or one is there twice; 'refer pack build' makes one"
    case .compressed("zip"):
      "this is packed by zip, as documents and spreadsheets are; save rules as plain text, and unpack a pack first"
    case .compressed(let packer): "this is packed by \(packer); unpack it first: packs are not compressed"
    case .kind(let path, let letter):
      "'\(path)' is \(Self.name(letter)), and only plain files can stand in a pack"
    case .header(let place):
      "the archive is not as 'refer pack build' writes it, at byte \(place); fetch it again, or build it anew"
    case .padding(let path): "something stands behind '\(path)' in this archive; fetch it again from its author"
    }
  }

  private static func name(_ letter: UInt8) -> String {
    switch letter {
    case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "K"): "a link"
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): "a device"
    case UInt8(ascii: "5"): "a folder"
    case UInt8(ascii: "S"): "a sparse file"
    default: "an extended header"
    }
  }
}

extension PackError.Distrust: CustomStringConvertible {
  /// What to do, where its keys may have changed for good.
  fileprivate func advice(_ name: String) -> String? {
    switch self {
    case .pinned:
      "If its author tells you so, and of which keys, compare the fingerprints: 'refer pack remove \(name) "
        + "--forget-keys', and add it again"
    default: nil
    }
  }

  package var description: String {
    switch self {
    case .unsigned: "it is not signed, though its author's packs are: it may come from somebody else. It is refused"
    case .distrusted: "it is signed by a key that you distrust. It is refused"
    case .unpinned:
      "it was signed when it was added, and which keys stand for it is no longer known: keys/\(TrustBook.file) has lost it. "
        + "Bring that file back from a copy; or compare the fingerprints, 'refer pack remove' it, and add it again"
    case .pinned(let have, let need, let count):
      "\(have) of the \(count) keys that stand for it have signed, and \(need) must: it may come from somebody else"
    case .group(let have, let need, let count):
      "\(have) of the \(count) keys of its group have signed, and \(need) must"
    case .older(let newest):
      "this version is older than \(newest), which you had; if you mean it, add --allow-downgrade"
    }
  }
}
