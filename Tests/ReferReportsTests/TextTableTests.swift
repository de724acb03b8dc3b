import ReferReports
import Testing

@Suite("Tables of text")
struct TextTableTests {
  private let table = TextTable(
    [
      .init("name", canShrink: true, minWidth: 4), .init("score", .right), .init("note", canShrink: true, minWidth: 6),
    ],
    rows: [
      ["Ada Lovelace", "8", "met at the fair"], ["東京太郎", "10.5", ""], ["Bob"],
    ])

  @Test("columns are aligned by cells, with no space at the end of a line")
  func plain() {
    #expect(
      table.plain() == """
        name          score  note
        Ada Lovelace      8  met at the fair
        東京太郎       10.5
        Bob

        """)
  }

  @Test("a narrow terminal cuts the columns that can shrink, the widest first")
  func shrinks() {
    #expect(
      table.plain(width: 28) == """
        name        score  note
        Ada Lovel…      8  met at t…
        東京太郎     10.5
        Bob

        """)
  }

  @Test("no line is ever wider than the terminal", arguments: 0...40)
  func fits(_ width: Int) {
    for line in table.plain(width: width).split(separator: "\n") {
      #expect(TerminalText.displayWidth(String(line)) <= width)
    }
  }

  @Test("a cell cannot break its line or steer the terminal")
  func escapes() {
    let table = TextTable([.init("a")], rows: [["x\n\u{1B}[2Jy"]])
    #expect(table.plain() == "a\nx\\n\\u{1B}[2Jy\n")
  }

  @Test("cells beyond the headings are kept")
  func extraCells() {
    #expect(TextTable([.init("a")], rows: [["1", "2"], ["3"]]).csv { $0 } == "a,\r\n1,2\r\n3,\r\n")
  }

  @Test("Markdown shows each cell as it is and stays one table")
  func markdown() {
    let table = TextTable(
      [.init("who"), .init("n", .right)], rows: [["|a|`b`", "1"], ["x\r\ny", "20"], ["<b>*c*\\|", "\u{1B}"]])
    #expect(
      table.markdown() == #"""
        | who            |       n |
        | -------------- | ------: |
        | \|a\|\`b\`     |       1 |
        | x<br>y         |      20 |
        | \<b\>\*c\*\\\| | \\u{1B} |

        """#)
  }

  @Test("a table without columns is no text at all in Markdown and CSV")
  func empty() {
    #expect(TextTable([]).markdown().isEmpty && TextTable([]).csv { $0 }.isEmpty)
  }
}
