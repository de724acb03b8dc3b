/// The version of refer, as of SemVer.
public enum ReferVersion {
  public static let current = "0.1.0"
}
