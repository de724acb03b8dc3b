import ArgumentParser
import ReferKit

struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Rules that groups share: make, sign, add and look into packs.",
    discussion: """
      A pack is a folder with pack.toml, rules.lua and what belongs to them. It says which fields of your contacts it \
      reads, and no other exists for it. Signed, it can't be changed on its way to you.

      Examples:
        refer pack new our-buckets
        refer pack add https://example.org/our-buckets.git@v1.0.0
        refer pack list
      """,
    subcommands: [
      PackNew.self, PackBuild.self, PackSign.self, PackVerify.self, PackInfo.self, PackAdd.self, PackRemove.self,
      PackList.self, PackKeysCommand.self,
    ])
}

/// Options of the verbs of packs: which workspace, and how results are written.
struct PackOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The book beside which packs and keys are; $REFER_BOOK, else your own.", valueName: "file"),
    completion: .file(extensions: ["sqlite"]))
  var book: String?

  @Option(help: "How results are written.")
  var format: OutputFormat = .table

  func workspace() throws -> Workspace { try Workspace(book: book).offered(asTyped: book) }
}

struct PackNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Make a folder to begin a pack with.",
    discussion: """
      Examples:
        refer pack new our-buckets
        refer pack new our-buckets --folder ~/packs/our-buckets
      """)

  @Argument(help: "The pack's name: small letters, digits and dashes.")
  var name: String

  @Option(help: "Where to make it; a folder of the pack's name unless given.", completion: .directory)
  var folder: String?

  @Flag(help: "Say what would be made, and make nothing.")
  var dryRun = false

  @Option(help: "How results are written.")
  var format: OutputFormat = .table

  func run() throws {
    let new = try NewPack(name, folder: folder)
    if !dryRun { try new.make() }
    try new.print(!dryRun, as: format, to: Terminal.output())
  }
}

struct PackBuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make an archive of a pack's folder.",
    discussion: """
      The same folder gives the same bytes, on every machine. The archive is a tar file that holds the SHA-256 of \
      each file. Names that begin with a dot stay out.

      Examples:
        refer pack build our-buckets
        refer pack build our-buckets -o /tmp/our-buckets.tar
      """)

  @Argument(help: "The pack's folder.", completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong, help: "The archive; NAME-VERSION.tar here, or beside the folder, unless given.",
    completion: .file())
  var output: String?

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  @Option(help: "How results are written.")
  var format: OutputFormat = .table

  func run() throws {
    let build = try BuildPack(folder)
    if output == "" { throw ValidationError("'-o' needs the name of a file.") }
    let path = output ?? build.file
    if !dryRun { try build.write(to: path) }
    if build.droppedSignatures {
      Terminal.complain("the folder was changed after it was signed: the archive has no signatures; sign it again")
    }
    try build.print(path, !dryRun, as: format, to: Terminal.output())
  }
}

struct PackSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign a pack with your key.",
    discussion: """
      A signature stands for the pack's name, its version and every byte of it. In a folder it is written to \
      pack.sums and pack.signatures, to be committed with the rest; into an archive it is put. The key that signs first \
      stands for the pack; where several are to, pack.toml names them before anybody signs:

        [signers]
        need = 2
        keys = ["refer-ed25519 …", "refer-ed25519 …", "refer-ed25519 …"]

      Examples:
        refer pack sign our-buckets
        refer pack sign our-buckets-1.0.0.tar --key alice
      """)

  @Argument(help: "The pack's folder or archive.", completion: .file())
  var path: String

  @Option(help: ArgumentHelp("The name of your key; needed where you have several.", valueName: "name"))
  var key: String?

  @Flag(help: "Say what would be signed, and change nothing.")
  var dryRun = false

  @OptionGroup var options: PackOptions

  func run() throws {
    let sign = try SignPack(path, with: key, in: options.workspace())
    if !dryRun { try sign.make() }
    try sign.print(!dryRun, as: options.format, to: Terminal.output())
  }
}

struct PackVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Whether a pack is whole, and who stands for it.",
    discussion: """
      Examples:
        refer pack verify our-buckets-1.0.0.tar
        refer pack verify our-buckets

      Exit status: 0 whole, and signed by whom it should be, or by nobody; 2 changed, or not to be trusted.
      """)

  @Argument(help: "A folder, an archive, REPOSITORY@TAG, or an installed pack.", completion: .file())
  var pack: String

  @OptionGroup var options: PackOptions

  func run() throws {
    try InspectPack(pack, in: options.workspace()).printVerdict(as: options.format, to: Terminal.output())
  }
}

struct PackInfo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "What a pack says of itself: what it reads, who made and signed it.",
    discussion: """
      Examples:
        refer pack info our-buckets
        refer pack info https://example.org/our-buckets.git@v1.0.0
      """)

  @Argument(help: "A folder, an archive, REPOSITORY@TAG, or an installed pack.", completion: .file())
  var pack: String

  @OptionGroup var options: PackOptions

  func run() throws {
    try InspectPack(pack, in: options.workspace()).printInfo(as: options.format, to: Terminal.output())
  }
}
