/// Why a pack is refused, or something about it can't be done: what, and what to do.
package enum PackError: Error, Hashable, Sendable {
  /// Why keys do not stand for a pack.
  package enum Distrust: Hashable, Sendable {
    case unsigned, distrusted, unpinned
    case pinned(have: Int, need: Int, of: Int)
    case group(have: Int, need: Int, of: Int)
    case older(than: SemanticVersion)
  }

  // What a pack holds.
  case path(String, PackPath.Problem)
  case archive(PackArchive.Problem)
  case tooManyFiles, tooLarge, noManifest, noRules, manifestTooLarge
  case toml(file: String, line: Int?, String)
  case manifest([PackManifest.Fault])
  case changed(path: String)

  // Who stands for it.
  case badSignatures(line: Int)
  case falseSignature(String)
  case signedTwice(String)
  case untrusted(String, Distrust)
  case badKey(String)
  case badKeyName(String)
  case noKey(String, [String])
  case keyExists(String)
  case openKey(String)
  case nameTaken(String)

  // Where it is.
  case file(String, String)
  case fileTooLarge(String, Int)
  case notPlain(String)
  case damaged(file: String)
  case newerFile(String)
  case notInstalled(String)
  case missing(String, String)
  case occupied(String)
  case tampered(String, String)
  case changedMeanwhile

}
