import ReferReports
import Testing

@Suite("CSV as text")
struct CSVTextTests {
  @Test(
    "a field has quotes only where it needs them, and is never altered",
    arguments: [
      ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""),
      ("a\r\nb", "\"a\r\nb\""), (" edge", "\" edge\""), ("=SUM(A1)", "=SUM(A1)"), ("Zoë; 東", "Zoë; 東"),
    ])
  func fields(_ text: String, _ field: String) {
    #expect(CSVText.field(text) == field)
  }

  @Test("a line ends as RFC 4180 says, and a lone empty field is not an empty line")
  func lines() {
    #expect(CSVText.line(["a", "b,c", ""]) == "a,\"b,c\",\r\n")
    #expect(CSVText.line([""]) == "\"\"\r\n")
  }
}
