import { existsSync } from "node:fs";
import { join } from "node:path";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { dockerfile, repository } from "./testing/image";
import { runnersFolders } from "./testing/module-manifests";

const instructions = dockerfile();
const all = (word: string) => instructions.filter((one) => one.word === word).map(({ rest }) => rest);

it("copies what is there", () => {
  const sources = all("COPY")
    .filter((rest) => !rest.startsWith("--from"))
    .flatMap((rest) => rest.split(" ").slice(0, -1));
  expect({
    sources,
    missing: sources.filter((source) => !existsSync(join(repository, source))),
  }).toEqual({
    sources: ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "packages"],
    missing: [],
  });
});

it("ends in an image of the bundle alone, that is not root's and names an exact version", () => {
  const last = instructions.slice(instructions.findLastIndex(({ word }) => word === "FROM"));
  expect({ last, image: all("ARG") }).toEqual({
    last: [
      { word: "FROM", rest: `\${NODE_IMAGE}` },
      { word: "ENV", rest: "NODE_ENV=production" },
      { word: "WORKDIR", rest: "/orgwatch" },
      { word: "COPY", rest: "--from=build /build/bundle ./" },
      { word: "USER", rest: "1000:1000" },
      { word: "ENTRYPOINT", rest: '["node", "/orgwatch/main.mjs"]' },
    ],
    image: [expect.stringMatching(/^NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/)],
  });
});

it("keeps the files where the runner's role may write", () => {
  const run = "2030-01-06T04:00:00.000Z";
  const keys = [
    ...[runKeys.scope(run), runKeys.cell(run, "1", "global"), runKeys.part(run, "1", "global", 0)],
    ...[runKeys.account(run, "1"), runKeys.manifest(run), runKeys.latest, runKeys.file(run, "1")],
  ];
  const folders = new Set(keys.map((key) => key.split("/")[0]));
  expect([...folders].toSorted()).toEqual(runnersFolders().toSorted());
});
