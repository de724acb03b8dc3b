// swift-tools-version: 6.2
import PackageDescription

/// Where libFuzzer's library is, which scripts/fuzz names: then the fuzzers of Tests/Fuzz are built too, and all that
/// is ours counts where a run has been.
let libFuzzer = Context.environment["REFER_FUZZ"]

/// What every target of ours is compiled with; the libraries we depend on keep their own settings.
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"), .enableUpcomingFeature("InternalImportsByDefault"),
  ] + (libFuzzer == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer"])])
let strictC: [CSetting] =
  [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]
  + (libFuzzer == nil ? [] : [.unsafeFlags(["-fsanitize=fuzzer-no-link"])])
let strictCXX: [CXXSetting] =
  [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]
  + (libFuzzer == nil ? [] : [.unsafeFlags(["-fsanitize=fuzzer-no-link"])])

let package = Package(
  name: "refer",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "refer", targets: ["refer"]),
    .library(name: "ReferKit", targets: ["ReferKit"]),
    .library(name: "LuaHost", targets: ["LuaHost"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
    .package(url: "https://github.com/apple/swift-crypto", .upToNextMinor(from: "4.5.2")),
    .package(url: "https://github.com/LebJe/TOMLKit", .upToNextMinor(from: "0.6.0")),
  ],
  targets: [
    // Lua, from the bottom up.
    .systemLibrary(
      name: "CLua54", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"]), .brew(["lua@5.4"])]),
    .target(
      name: "CLuaHost", dependencies: ["CLua54", "CRows"], cSettings: strictC,
      linkerSettings: [.linkedLibrary("lua5.4")]),
    .target(name: "LuaHost", dependencies: ["CLuaHost", "CRows"], swiftSettings: strict),

    // Values, and how records travel.
    .target(name: "CRows", cSettings: strictC),
    .target(name: "ReferModel", dependencies: ["CRows"], swiftSettings: strict),

    // The rooms in the middle; none imports another.
    .target(name: "ReferRules", dependencies: ["ReferModel", "LuaHost", "CRows"], swiftSettings: strict),
    .target(
      name: "CSimdjson", dependencies: ["CRows"], cxxSettings: strictCXX,
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CCSV", cSettings: strictC),
    .target(
      name: "ReferFormats", dependencies: ["ReferModel", "CSimdjson", "CCSV", "CRows"],
      swiftSettings: strict),
    .target(name: "ReferReports", dependencies: ["ReferModel"], swiftSettings: strict),
    .target(
      name: "ReferStore",
      dependencies: [
        "ReferModel", "CRows", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ], swiftSettings: strict),
    .target(
      name: "ReferPacks",
      dependencies: [
        "ReferModel", .product(name: "Crypto", package: "swift-crypto"), .product(name: "TOMLKit", package: "TOMLKit"),
      ], swiftSettings: strict),

    // The use cases, and the command that prints them.
    .target(
      name: "ReferKit",
      dependencies: [
        "ReferModel", "ReferRules", "ReferFormats", "ReferReports", "ReferStore", "ReferPacks", "LuaHost", "CRows",
      ],
      // Rules to begin with stand in the program itself.
      resources: [.embedInCode("Workspace/starter.lua")],
      swiftSettings: strict),
    .executableTarget(
      name: "refer",
      dependencies: ["ReferKit", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    // Tests mirror the sources.
    .target(
      name: "TestSupport", dependencies: ["ReferModel", "ReferRules", "ReferFormats", "LuaHost", "CRows"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "LuaHostTests", dependencies: ["LuaHost", "CRows"], exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(name: "ReferModelTests", dependencies: ["ReferModel"], swiftSettings: strict),
    .testTarget(
      name: "ReferRulesTests",
      dependencies: ["ReferRules", "ReferModel", "ReferFormats", "ReferKit", "LuaHost", "CRows", "TestSupport"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "ReferFormatsTests", dependencies: ["ReferFormats", "ReferModel", "CRows", "CCSV", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "ReferStoreTests",
      dependencies: [
        "ReferStore", "ReferModel", "ReferFormats", "CRows", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ReferPacksTests", dependencies: ["ReferPacks", "ReferModel", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "ReferReportsTests", dependencies: ["ReferReports"], swiftSettings: strict),
    .testTarget(
      name: "ReferKitTests",
      dependencies: [
        "ReferKit", "ReferModel", "ReferReports", "ReferRules", "ReferStore", "ReferFormats", "LuaHost", "CRows",
        "TestSupport",
      ], exclude: ["Fixtures"], swiftSettings: strict),
    // Measured by scripts/bench.
    .executableTarget(
      name: "BudgetBenchmark", dependencies: ["ReferKit", "LuaHost"], path: "Tests/Benchmarks/Budgets",
      swiftSettings: strict),
    .executableTarget(
      name: "ReaderBenchmark", dependencies: ["ReferFormats"], path: "Tests/Benchmarks/Readers", swiftSettings: strict),
    // These run the command itself.
    .testTarget(
      name: "CommandTests", dependencies: ["refer", "TestSupport"], exclude: ["Cases"], swiftSettings: strict),
  ],
  cLanguageStandard: .c11,
  cxxLanguageStandard: .cxx17
)

if let libFuzzer {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: ["LuaHost", "ReferModel", "ReferRules", "ReferFormats", "ReferPacks", "CRows", "TestSupport"],
      path: "Tests/Fuzz", exclude: ["Corpus", "Regressions", "Words"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags([libFuzzer])]))
}

// What scripts/sanitize runs under ThreadSanitizer; to build all else for it would take minutes.
if Context.environment["REFER_HOST_ONLY"] != nil {
  package.targets.removeAll { !["CLua54", "CRows", "CLuaHost", "LuaHost", "LuaHostTests"].contains($0.name) }
  package.products.removeAll { $0.name != "LuaHost" }
}
