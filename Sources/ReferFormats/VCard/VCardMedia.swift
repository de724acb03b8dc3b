/// The media types of the words that old cards have for them.
enum VCardMedia {
  /// By MEDIATYPE or by TYPE; what neither names is any bytes.
  static func type(of property: VCardProperty) -> String {
    if let named = property.parameter("MEDIATYPE").first(where: isMediaType) { return named }
    for word in property.parameter("TYPE") {
      if let type = types[word.uppercased()] { return type }
      if isMediaType(word) { return word }
    }
    return "application/octet-stream"
  }

  private static func isMediaType(_ word: String) -> Bool {
    word.utf8.count < 40 && word.utf8.filter { $0 == UInt8(ascii: "/") }.count == 1
      && word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "/+-.".utf8.contains(byte)
        }
      }
  }

  private static let types = [
    "JPEG": "image/jpeg", "JPG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "BMP": "image/bmp",
    "TIFF": "image/tiff", "WEBP": "image/webp", "WAVE": "audio/wav", "PCM": "audio/wav", "AIFF": "audio/aiff",
    "BASIC": "audio/basic", "OGG": "audio/ogg", "MP3": "audio/mpeg", "X509": "application/x-x509-ca-cert",
    "PGP": "application/pgp-keys",
  ]
}
