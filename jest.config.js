// The one jest configuration: every package's tests run through it, alone (`pnpm --filter <package> test`) or together.
const swc = [
  "@swc/jest",
  {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  },
];

export default {
  rootDir: import.meta.dirname,
  testEnvironment: "node",
  transform: { "^.+\\.ts$": swc },
  // As in the bundles (scripts/build.ts).
  moduleNameMapper: { "^cross-fetch$": "<rootDir>/scripts/bundle/cross-fetch.ts" },
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/dist/", "/cdktf.out/"],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out/"],
  maxWorkers: 2,
  // Tests wait for conditions and have limits of their own where time matters; this one only ends a test that hangs, on a busy machine too.
  testTimeout: 60_000,
};
