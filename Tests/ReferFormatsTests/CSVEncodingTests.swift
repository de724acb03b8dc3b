import Foundation
import ReferFormats
import Testing

@Suite("encodings of tables")
struct CSVEncodingTests {
  private static let text = "Vorname;Nachname;Notizen\r\nZoë;Weiß;„5 €“ … ž\r\n"

  private static func utf16(_ text: String, isBig: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBig ? bytes : bytes.reversed()
    }
  }

  private static let files: [(String, [UInt8])] = [
    ("UTF-8", Array(text.utf8)), ("UTF-8 with a mark", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
    ("UTF-16 LE with a mark", utf16(text, isBig: false, mark: true)),
    ("UTF-16 BE with a mark", utf16(text, isBig: true, mark: true)),
    ("UTF-16 LE", utf16(text, isBig: false, mark: false)), ("UTF-16 BE", utf16(text, isBig: true, mark: false)),
    ("Windows-1252", Array(text.data(using: .windowsCP1252) ?? Data())),
  ]

  @Test("all are told by their bytes, however the file is cut", arguments: files, [1 << 16, 3, 1])
  func encodings(_ file: (String, [UInt8]), _ step: Int) throws {
    let contact = try CSVSample(file.1, step: step).contacts[0]
    #expect(contact.texts["name"] == "Zoë Weiß", "\(file.0)")
    #expect(contact.texts["notes"] == "„5 €“ … ž", "\(file.0)")
  }

  @Test("letters beyond ASCII may first come late, and be cut in two", arguments: [4095, 4096, 4097, 200_000])
  func late(_ size: Int) throws {
    let head = "Name,Notes\nA," + String(repeating: "x", count: size) + "\n"
    for step in [4096, 1000] {
      #expect(try CSVSample(Array((head + "Zoë😀,\n").utf8), step: step).contacts[1].texts["name"] == "Zoë😀")
      let latin = Array((head + "Zo").utf8) + [0xEB, 0x2C, 0x0A]
      #expect(try CSVSample(latin, step: step).contacts[1].texts["name"] == "Zoë")
    }
  }

  @Test("a stray byte in UTF-8 is read, and spoils nothing")
  func stray() throws {
    let bytes = Array("Name,Notes\nZoë,é è à\n".utf8) + [0x42, 0xE9, 0x2C, 0x93, 0x0A] + Array("Ünal,\n".utf8)
    let sample = try CSVSample(bytes)
    #expect(sample.contacts.map { $0.texts["name"] } == ["Zoë", "Bé", "Ünal"])
    #expect(sample.contacts[1].texts["notes"] == "\u{201C}")
  }
}
