import ReferFormats
import Testing

@Suite("contacts from vCards")
struct VCardContactTests {
  private func contact(_ lines: String...) throws -> [String: String] {
    try VCardTrial("BEGIN:VCARD\nVERSION:3.0\n" + lines.joined(separator: "\n") + "\nEND:VCARD\n").contact()
  }

  @Test("an address book's card fills the fields, and custom takes the rest")
  func apple() throws {
    let contact = try VCardTrial(try VCardTrial.fixture("apple.vcf")).contact()
    #expect(
      contact == [
        "id": "4711:ABPerson", "name": "Dr. Ann Berta Müller", "first_name": "Ann", "last_name": "Müller",
        "nickname": "Annie",
        "email": "ann@work.example", "emails": "ann@work.example|ann@home.example", "phones": "+49 89 1|+49 89 2",
        "organization": "Müller & Söhne, Ltd.", "title": "Head of Sales", "city": "München", "region": "BY",
        "country": "Germany", "url": "https://example.com", "tags": "friends|BNI", "birthday": "--04-16",
        "notes": "Met at breakfast,\nlikes tea", "introduced_by": "Bob Stone", "custom.N (additional)": "Berta",
        "custom.N (prefix)": "Dr.", "custom.ORG (department)": "Sales", "custom.TEL (AssistantPhone)": "+49 89 2",
        "custom.ADR (home)": "Hauptstr. 1, München, BY, 80331, Germany", "custom.X-ABADR": "de",
        "custom.ADR (work)": "Ring 2, Wien, Austria", "custom.X-ABDATE (Anniversary)": "2001-05-01",
        "custom.X-ABRELATEDNAMES (Spouse)": "Carl", "custom.X-ABSHOWAS": "PERSON",
        "custom.URL (blog)": "https://blog.example",
      ])
  }

  @Test(
    "a birthday is a day, with its year or without",
    arguments: [
      ("BDAY:19800416", "1980-04-16"), ("BDAY:1980-04-16", "1980-04-16"), ("BDAY:--0416", "--04-16"),
      ("BDAY:--04-16", "--04-16"),
      ("BDAY:1980-04-16T23:10:00Z", "1980-04-16"), ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-16", "--04-16"),
      ("BDAY:--0229", "--02-29"),
    ])
  func birthdays(_ line: String, _ day: String) throws {
    let contact = try contact(line)
    #expect(contact["birthday"] == day)
    #expect(contact["custom.BDAY"] == nil)
  }

  @Test(
    "what is no day stays as it is",
    arguments: [
      "BDAY;VALUE=text:19800416", "BDAY:circa 1800", "BDAY:1980", "BDAY:1980-13-01", "BDAY:---16", "BDAY:1980-0-416",
    ])
  func noBirthday(_ line: String) throws {
    let contact = try contact(line)
    #expect(contact["birthday"] == nil)
    #expect(contact["custom.BDAY"] != nil)
  }

  @Test(
    "an anniversary is a day as a birthday is, by any of its names",
    arguments: [
      ("ANNIVERSARY:20090808", "2009-08-08"), ("ANNIVERSARY:20090808T1430-0500", "2009-08-08"),
      ("ANNIVERSARY:--0808", "--08-08"), ("X-ANNIVERSARY:2009-08-08", "2009-08-08"),
      ("X-MS-ANNIVERSARY:20110113", "2011-01-13"), ("anniversary;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
    ])
  func anniversaries(_ line: String, _ day: String) throws {
    let contact = try contact(line)
    #expect(contact["anniversary"] == day)
    #expect(!contact.keys.contains { $0.hasPrefix("custom.") })
  }

  @Test(
    "what is no day of an anniversary, or a second one, stays as it is",
    arguments: ["ANNIVERSARY;VALUE=text:in spring", "ANNIVERSARY:2009", "ANNIVERSARY:20091308"])
  func noAnniversary(_ line: String) throws {
    let contact = try contact(line, "ANNIVERSARY:20100101", "X-ANNIVERSARY:20110101")
    #expect(contact["anniversary"] == "2010-01-01")
    #expect(contact["custom.ANNIVERSARY"] != nil && contact["custom.X-ANNIVERSARY"] == "20110101")
  }

  @Test("an own id goes before UID, and UID before what the reader counts")
  func ids() throws {
    #expect(try contact("FN:A")["id"] == "row-1")
    #expect(try contact("UID:u")["id"] == "u")
    let both = try contact("UID:u", "X-REFER-ID:r")
    #expect(both["id"] == "r" && both["custom.UID"] == "u")
  }

  @Test("a name is found wherever it stands")
  func names() throws {
    #expect(try contact("N:Bauer;Ann;;;")["name"] == "Ann Bauer")
    #expect(try contact("N:;;;;", "FN:Bauer Ltd", "ORG:Bauer Ltd;")["name"] == "Bauer Ltd")
    #expect(try contact("N:;;;;", "ORG:Bauer Ltd")["name"] == "Bauer Ltd")
  }

  @Test("what is preferred comes first")
  func preference() throws {
    #expect(try contact("EMAIL:a@x", "EMAIL;PREF=2:b@x", "EMAIL;PREF=1:c@x")["emails"] == "c@x|b@x|a@x")
    #expect(try contact("ADR:;;;Ulm;;;", "ADR;TYPE=pref:;;;Bonn;;;")["city"] == "Bonn")
    #expect(try contact("TEL;VALUE=uri:tel:+1-2;ext=3")["phones"] == "+1-2;ext=3")
  }

  @Test("who introduced them is a name, not an address")
  func introducer() throws {
    #expect(try contact("RELATED;TYPE=contact;VALUE=text:Bob")["introduced_by"] == "Bob")
    let address = try contact("RELATED;TYPE=contact:urn:uuid:1")
    #expect(address["introduced_by"] == nil)
    #expect(address["custom.RELATED (contact)"] == "urn:uuid:1")
  }

  @Test("photos stay in the card")
  func photos() throws {
    let contact = try contact(
      "PHOTO;ENCODING=b;TYPE=JPEG:AAAA", "LOGO:data:image/png;base64,AAAA", "PHOTO:https://x.example/a.jpg", "FN:A")
    #expect(contact.filter { $0.key.hasPrefix("custom.") } == ["custom.PHOTO": "https://x.example/a.jpg"])
  }

  @Test("a card with very many properties is read")
  func many() throws {
    let lines = (0..<2_000).map { "X-A;TYPE=t:\($0)\nTEL:\($0)\nEMAIL:\($0)\nCATEGORIES:\($0),b\($0)" }
    let contact = try contact(lines.joined(separator: "\n"), "FN:A")
    #expect(contact["phones"] != nil)
  }
}
