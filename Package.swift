// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
/// Only `Git` may touch a C pointer; everywhere else the compiler refuses.
let safe = common + [.strictMemorySafety()]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")

let package = Package(
  name: "opsgate",
  products: [.executable(name: "opsgate", targets: ["opsgate"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.90.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    // The ground: two C libraries, one room that may touch them.
    .systemLibrary(
      name: "Clibgit2",
      pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
    ),
    .systemLibrary(
      name: "Cpcre2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
    ),
    .target(
      name: "Git",
      dependencies: ["Clibgit2", "Cpcre2", subprocess],
      swiftSettings: common
    ),

    // How values are written down: JSON and times.
    .target(name: "Notation", swiftSettings: safe),

    // The flow: each line may import lines above it, never below.
    .target(
      name: "Attestations",
      dependencies: ["Git", "Notation", crypto, cryptoExtras],
      swiftSettings: safe
    ),
    .target(
      name: "GitHub",
      dependencies: [
        "Git", "Notation", "Attestations", yams,
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: safe
    ),
    .target(name: "Pointers", dependencies: ["Git", "Notation", yams], swiftSettings: safe),
    .target(name: "History", dependencies: ["Git", "Pointers", crypto, grdb], swiftSettings: safe),
    .target(name: "Changes", dependencies: ["Git", "Pointers"], swiftSettings: safe),
    .target(
      name: "Gate",
      dependencies: ["Git", "Notation", "Attestations", "Pointers", "History", yams],
      swiftSettings: safe
    ),
    .target(
      name: "Reports",
      dependencies: ["Git", "Notation", "Attestations", "Pointers", "History", "Changes", "Gate"],
      swiftSettings: safe
    ),

    // The door to people.
    .target(
      name: "OpsgateCLI",
      dependencies: [
        "Git", "Notation", "Attestations", "GitHub", "Pointers", "History", "Changes", "Gate",
        "Reports", argumentParser,
      ],
      swiftSettings: safe
    ),
    .executableTarget(name: "opsgate", dependencies: ["OpsgateCLI"], swiftSettings: safe),

    // Tests: one target per library target, and one that runs the binary.
    .target(
      name: "OpsTestSupport",
      dependencies: [crypto],
      path: "Tests/Support",
      swiftSettings: common
    ),
    .testTarget(name: "GitTests", dependencies: ["Git", "OpsTestSupport"], swiftSettings: common),
    .testTarget(
      name: "NotationTests",
      dependencies: ["Notation", "OpsTestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "AttestationsTests",
      dependencies: ["Attestations", "Git", "Notation", "OpsTestSupport", crypto],
      swiftSettings: common
    ),
    .target(
      name: "StandIn",
      dependencies: [
        "Notation",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "NIOCore", package: "swift-nio"),
      ],
      path: "Tests/StandIn",
      swiftSettings: common
    ),
    // The stand-in by itself: `swift run github-stand-in`.
    .executableTarget(
      name: "github-stand-in",
      dependencies: ["StandIn", argumentParser],
      path: "Tests/StandInCommand",
      swiftSettings: common
    ),
    .testTarget(
      name: "StandInTests",
      dependencies: ["StandIn", "GitHub", "Git", "Notation", "OpsTestSupport"],
      exclude: ["judge.py"],
      swiftSettings: common
    ),
    .testTarget(
      name: "GitHubTests",
      dependencies: ["GitHub", "Git", "OpsTestSupport", "StandIn", yams],
      swiftSettings: common
    ),
    .testTarget(
      name: "PointersTests",
      dependencies: ["Pointers", "Git", "OpsTestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "HistoryTests",
      dependencies: ["History", "Pointers", "Git", "OpsTestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "ChangesTests",
      dependencies: ["Changes", "Pointers", "Git", "Gate", "OpsTestSupport"],
      swiftSettings: common
    ),
    .testTarget(
      name: "GateTests",
      dependencies: [
        "Gate", "Git", "Attestations", "History", "Pointers", "OpsTestSupport", yams,
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Git", "Notation", "Attestations", "Pointers", "History", "Changes", "Gate",
        "OpsTestSupport",
      ],
      swiftSettings: common
    ),
    .testTarget(
      name: "OpsgateCLITests",
      dependencies: [
        "OpsgateCLI", "opsgate", "Git", "Attestations", "Pointers", "History", "Gate", "Reports",
        "OpsTestSupport", "StandIn", yams,
      ],
      swiftSettings: common
    ),
  ],
  swiftLanguageModes: [.v6]
)
