import Foundation
import ReferFormats
import ReferModel
import Testing

@Suite("tables of every exporter")
struct CSVExportersTests {
  @Test("every cell that is not blank is in a field or in custom, row by row as Python's csv reads them")
  func nothingLost() throws {
    let data = try Data(contentsOf: CSVSample.fixtures.appending(path: "fixtures.oracle.json"))
    let oracle = try JSONDecoder().decode([String: [[String]]].self, from: data)
    #expect(oracle.count == 17)
    for (file, rows) in oracle {
      let sample = try CSVSample(CSVSample.bytes(file))
      #expect(sample.problems.isEmpty, "\(file)")
      try #require(sample.contacts.count == rows.count, "\(file)")
      for (contact, row) in zip(sample.contacts, rows) {
        let told = Self.told(contact)
        // What Outlook writes for no date says nothing.
        for cell in row where !["", "0/0/00", "0.0.00"].contains(cell) {
          let pieces = cell.contains(" ::: ") ? cell.components(separatedBy: " ::: ") : Self.split(cell)
          let isThere = told.contains(cell) || pieces.allSatisfy(told.contains)
          #expect(isThere, "\(file), line \(contact.line)")
        }
      }
    }
  }

  private static func split(_ cell: String) -> [String] {
    cell.split { $0 == ";" || $0 == "," }.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// All that a contact says, in each form in which a table may have said it.
  private static func told(_ contact: CSVSample.Contact) -> Set<String> {
    var told = Set(contact.texts.values).union(contact.custom.values)
    for list in contact.lists.values { told.formUnion(list) }
    for custom in contact.custom.values { told.formUnion(custom.components(separatedBy: " ::: ")) }
    for number in contact.numbers.values { told.insert("\(number)") }
    for yes in contact.yesno.values { told.formUnion(yes ? ["true", "yes"] : ["false", "no"]) }
    if let birthday = contact.texts["birthday"] {
      let parts = birthday.replacing("--", with: "0-").split(separator: "-").compactMap { Int($0) }
      told.formUnion(parts.map(String.init))
      let (year, month, day) = (parts[0], parts[1], parts[2])
      told.formUnion(["\(month)/\(day)/\(year)", String(format: "%02d.%02d.%d", day, month, year)])
      told.insert(String(format: "%02d/%02d/%d", day, month, year))
    }
    if let met = contact.numbers["met_at"] {
      let format = DateFormatter()
      format.locale = Locale(identifier: "en_US_POSIX")
      format.timeZone = TimeZone(identifier: "UTC")
      for form in ["dd MMM yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy-MM-dd'T'HH:mm:ss'Z'"] {
        format.dateFormat = form
        told.insert(format.string(from: Date(timeIntervalSince1970: met)))
      }
    }
    return told
  }

  @Test("LinkedIn: the profile's address is the id, and a row may hold a date alone")
  func linkedIn() throws {
    for file in ["linkedin-new.csv", "linkedin-unquoted-note.csv"] {
      let all = try CSVSample(CSVSample.bytes(file)).contacts
      #expect(all[0].texts["id"] == "https://www.linkedin.com/in/mia-okafor")
      #expect(all[0].texts["organization"] == "Harbour, Lamp & Sons")
      #expect(all[0].numbers["met_at"] == 1_615_507_200)
      #expect(all[0].line == 5)
    }
    let old = try CSVSample(CSVSample.bytes("linkedin-old.csv")).contacts
    #expect(old[0].texts["id"] == nil)
    #expect(old[3] == CSVSample.Contact(line: 6, numbers: ["met_at": 1_517_788_800]))
  }

  @Test("Google: numbered groups, joined values, the main address, and its own groups")
  func google() throws {
    let contact = try CSVSample(CSVSample.bytes("google-new.csv")).contacts[0]
    #expect(contact.texts["email"] == "lena@optik.example")
    #expect(contact.lists["emails"] == ["lena@optik.example", "lena@home.example", "shop@optik.example"])
    #expect(contact.lists["tags"] == ["Chamber", "Friends"])
    #expect(contact.custom["Labels"] == "* myContacts")
    #expect(contact.texts["birthday"] == "--12-01")
    #expect(contact.texts["city"] == "Augsburg")
    #expect(contact.custom["Address 1 - City"] == "Ulm")
    let old = try CSVSample(CSVSample.bytes("google-old.csv")).contacts[0]
    #expect(old.texts["profession"] == "Florist")
    #expect(old.texts["organization"] == "De Vries Bloemen")
  }

  @Test("Outlook: the introducer, business before home, no date, and a column of dates that shows its order")
  func outlook() throws {
    let all = try CSVSample(CSVSample.bytes("outlook.csv")).contacts
    #expect(all[0].texts["introduced_by"] == "Ann Baker")
    #expect(all[0].texts["city"] == "Leeds")
    #expect(all[0].texts["title"] == "CPA")
    #expect(all[0].custom["Title"] == "Ms.")
    #expect(all[0].texts["notes"] == "Line one\r\nline \u{201C}two\u{201D}")
    #expect(all[1].texts["city"] == "Oslo")
    #expect(all[1].texts["birthday"] == nil)
    #expect(all[1].texts["email"] == nil)
    #expect(all[2].texts["birthday"] == "1990-03-04")
    let google = try CSVSample(CSVSample.bytes("outlook-google.csv")).contacts[0]
    #expect(google.texts["introduced_by"] == "Tom Hill")
  }

  @Test("German Outlook calls the country Region and the state Land; other tables do not")
  func german() throws {
    let contact = try CSVSample(CSVSample.bytes("outlook-german.csv")).contacts[0]
    #expect(contact.texts["country"] == "Deutschland")
    #expect(contact.texts["region"] == "Bayern")
    let both = try CSVSample("Vorname;Nachname;Region;Land\nA;B;Schweiz;Bern\n").contacts[0]
    #expect((both.texts["country"], both.texts["region"]) == ("Schweiz", "Bern"))
    let own = try CSVSample("Vorname;Nachname;Ort;Land\nA;B;Bern;Schweiz\n").contacts[0]
    #expect(own.texts["country"] == "Schweiz")
    let english = try CSVSample("First Name,Region,Land\nA,North,x\n").contacts[0]
    #expect(english.texts["region"] == "North")
  }

  @Test("Region is the state in a German Outlook that has a column for the country of its own")
  func germanWithCountry() throws {
    let header = "Vorname,Nachname,Ort geschäftlich,Region geschäftlich,Land/Region geschäftlich"
    let all = try CSVSample("\(header)\nUte,M,München,Bayern,Deutschland\nKai,G,Köln,,Deutschland\n").contacts
    #expect(all.map { $0.texts["country"] } == ["Deutschland", "Deutschland"])
    #expect(all.map { $0.texts["region"] } == ["Bayern", nil])
    #expect(all.allSatisfy { $0.custom.isEmpty })
    for (city, region, country) in [
      ("Ort privat", "Region privat", "Land/Region privat"), ("Weiterer Ort", "Weitere Region", "Weitere/s Land/Region"),
      ("Ort", "Region", "Land/Region"),
    ] {
      let contact = try CSVSample("Vorname,Nachname,\(city),\(region),\(country)\nA,B,Bern,BE,Schweiz\n").contacts[0]
      #expect((contact.texts["country"], contact.texts["region"]) == ("Schweiz", "BE"), "\(region)")
    }
    let older = try CSVSample("Vorname,Nachname,Region privat,Land privat\nA,B,Schweiz,Bern\n").contacts[0]
    #expect((older.texts["country"], older.texts["region"]) == ("Schweiz", "Bern"))
    // One that stands alone is what it is called.
    let land = try CSVSample("Vorname,Nachname,Land geschäftlich\nA,B,Schweiz\n").contacts[0]
    #expect((land.texts["country"], land.texts["region"]) == ("Schweiz", nil))
  }

  @Test("what somebody is filed as is a name only where no other column has one")
  func fileAs() throws {
    let all = try CSVSample("First Name,Last Name,File As\nAda,Park,\"Park, Ada\"\n,,Acme Ltd\n,Moor,Moor B\n").contacts
    #expect(all.map { $0.texts["name"] } == ["Ada Park", "Acme Ltd", "Moor"])
    #expect(all.map { $0.custom["File As"] } == ["Park, Ada", nil, "Moor B"])
    let first = try CSVSample("Speichern unter,Vorname,Nachname\n\"Park, Ada\",Ada,Park\n").contacts[0]
    #expect(first.texts["name"] == "Ada Park")
    let alone = try CSVSample("Archivar como,Ciudad\nAda Park,Lugo\n").contacts[0]
    #expect(alone.texts["name"] == "Ada Park")
  }

  @Test(
    "what Outlook writes for no date goes nowhere",
    arguments: [
      ("First Name", "Birthday", "Anniversary", "0/0/00"), ("Vorname", "Geburtstag", "Jahrestag", "0.0.00"),
      ("Prénom", "Anniversaire", "Anniversaire de mariage ou fête", "00/00/0000"),
      ("Nombre de pila", "Cumpleaños", "Aniversario", "0-0-00"), ("First Name", "Connected On", "Birthday", "0000-00-00"),
    ])
  func noDate(_ name: String, _ one: String, _ other: String, _ none: String) throws {
    let all = try CSVSample("\(name);\(one);\(other)\nA;\(none);\(none)\nB;2001-02-03;0\n").contacts
    #expect(all[0].custom == [:])
    #expect(all[0].texts["birthday"] == nil && all[0].texts["anniversary"] == nil && all[0].numbers["met_at"] == nil)
    // No date either, and no sign of there being none.
    #expect(all[1].custom == [other: "0"])
  }

  @Test("an anniversary is a day, as a birthday is")
  func anniversary() throws {
    let contact = try CSVSample("Vorname;Hochzeitstag\nA;16.04.1980\n").contacts[0]
    #expect(contact.texts["anniversary"] == "1980-04-16" && contact.custom == [:])
  }

  @Test("French and Spanish headers")
  func romance() throws {
    let french = try CSVSample(CSVSample.bytes("outlook-french.csv")).contacts[0]
    #expect((french.texts["last_name"], french.texts["title"]) == ("Lefèvre", "Boulangère"))
    #expect(french.texts["birthday"] == "1982-07-14")
    let spanish = try CSVSample(CSVSample.bytes("spanish.tsv")).contacts[0]
    #expect((spanish.texts["name"], spanish.texts["country"]) == ("Íñigo Núñez Peña", "España"))
  }

  @Test("Thunderbird, HubSpot, Zoho, and our own")
  func others() throws {
    let birds = try CSVSample(CSVSample.bytes("thunderbird.csv")).contacts
    #expect(birds.map { $0.texts["birthday"] } == ["1975-03-09", "--11-30", nil])
    #expect(birds[0].custom["column 39"] == "beyond")
    #expect(birds[2].custom["Birth Year"] == "1990")
    let hubspot = try CSVSample(CSVSample.bytes("hubspot.csv")).contacts[0]
    #expect((hubspot.texts["id"], hubspot.texts["organization"]) == ("40251", "Dunn Realty"))
    #expect(hubspot.lists["emails"]?.count == 3)
    let zoho = try CSVSample(CSVSample.bytes("zoho.csv")).contacts
    #expect(zoho.map { $0.yesno["do_not_contact"] } == [true, false])
    #expect(zoho[0].custom["Account Name.id"] == "zcrm_77")
    let own = try CSVSample(CSVSample.bytes("own.csv")).contacts
    #expect(own[0].numbers == ["trust": 4.5, "met_at": 1_768_469_400])
    #expect(own[0].custom == ["vat": "DE1", "shoe size": "39", "shoe size 2": "40"])
    #expect(own[1].custom == ["trust": "high", "met_at": "03/04/2021", "friend": "maybe"])
  }

  @Test("PALMS: members, and neither visitors nor sums", arguments: ["palms.csv", "palms.xls"])
  func palms(_ file: String) throws {
    let members = try CSVSample(CSVSample.bytes(file)).contacts
    #expect(members.map { $0.texts["name"] } == ["Ann Baker", "Bob Moor"])
    #expect(members[0].custom["RGI"] == "4")
    #expect(members[0].custom["TYFCB"] == "1,250.00")
  }

  @Test("slips: each person once, with the slips that name them", arguments: ["slips.csv", "slips.xls"])
  func slips(_ file: String) throws {
    let sample = try CSVSample(CSVSample.bytes(file))
    #expect(sample.contacts.map { $0.texts["name"] } == ["Ann Baker", "Bob Moor"])
    #expect(sample.contacts.map { $0.texts["id"] } == [nil, nil])
    #expect(sample.contacts[0].custom["Referral from"] == "1")
    #expect(sample.contacts[0].custom["TYFCB to"] == "1")
    #expect(sample.contacts[1].custom["slip 2"] == "From: Bob Moor; To: Ann Baker; Slip Type: One to One")
    #expect(sample.contacts[1].custom["slip 1"]?.contains("Detail: Roof, new") == true)
  }
}
