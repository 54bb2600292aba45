import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { slackNotifier } from "@orgwatch/slack-notifier/manifest";
import { bundleLambda, bytesAtStart, filesAtStart, type LambdaBundle } from "./bundle-lambda";
import { entryOf, folderOf } from "./lambda-packages";

const folder = mkdtempSync(join(tmpdir(), "orgwatch-bundle-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [inventoryRunner = slackNotifier] = lambdas.filter(({ name }) => name === "inventory-runner");

/** A lambda that needs a client, and another one only sometimes. */
const text = (more = "") => ({
  text: `import { SQSClient } from "@aws-sdk/client-sqs";
    export const handler = async () => [new SQSClient({}), (await import("@aws-sdk/client-sns")).SNSClient];${more}`,
  folder: folderOf(inventoryRunner),
  nodePaths: [],
});

/** The clients whose code a file holds, by file. */
function clientsIn({ metafile }: LambdaBundle): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [
      basename(path),
      Object.keys(inputs).flatMap(
        (input) => /client-([a-z0-9-]+)\/dist-es\/\w+Client\.js$/.exec(input)?.[1] ?? [],
      ),
    ]),
  );
}

/** What kind of thing a fresh process of Node finds as the handler. */
function load({ entry, files }: LambdaBundle): string {
  for (const [name, code] of files) writeFileSync(join(folder, name), code);
  const script = `import(${JSON.stringify(join(folder, entry))}).then((bundle) => console.log(typeof bundle.handler));`;
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
}

describe("the bundle of a lambda", () => {
  it("is one file of CommonJS", async () => {
    const bundle = await bundleLambda({ file: entryOf(slackNotifier) }, { isSplit: false });
    expect([bundle.entry, [...bundle.files.keys()]]).toEqual(["index.js", ["index.js"]]);
    expect(bytesAtStart(bundle)).toBe(bundle.files.get("index.js")?.length);
  });

  it("has the same bytes each time, also when it is split", async () => {
    const [one, other] = await Promise.all([1, 2].map(() => bundleLambda(text(), { isSplit: true })));
    expect(one?.files).toEqual(other?.files);
  });

  it("is refused when something would be missing in it", async () => {
    const incomplete = text('try { require("not-installed"); } catch {}');
    await expect(bundleLambda(incomplete, { isSplit: true })).rejects.toThrow(
      new Error("imported, but not in the bundle: not-installed"),
    );
  });

  it("leaves what is imported later to other files when it is split", async () => {
    const bundle = await bundleLambda(text(), { isSplit: true });
    const found = clientsIn(bundle);
    expect(Object.values(found).flat().toSorted()).toEqual(["sns", "sqs"]);
    expect(found[bundle.entry]).toEqual(["sqs"]);
    expect(load(bundle)).toBe("function");
  });
});

describe("the bundle of inventory-runner", () => {
  it("reads each client of the table when it needs it, from a file of its own", async () => {
    const { isSplit = false } = inventoryRunner;
    const bundle = await bundleLambda({ file: entryOf(inventoryRunner) }, { isSplit });
    const atStart = filesAtStart(bundle);
    const clients = Object.entries(clientsIn(bundle));
    const readWith = (file: string) => (atStart.has(file) ? "at the start" : "later");
    const early = clients.flatMap(([file, found]) => (readWith(file) === "later" ? [] : found));
    const late = clients.flatMap(([file, found]) =>
      readWith(file) === "later" && found.length > 0 ? [found] : [],
    );
    // What every lambda of ours may use: files, roles, secrets, tables, notices.
    expect(
      early.filter((client) => !["dynamodb", "s3", "sns", "sqs", "ssm", "sts"].includes(client)),
    ).toEqual([]);
    expect(late.filter((found) => found.length > 1)).toEqual([]);
    expect(late.length).toBeGreaterThan(50);
    expect(bytesAtStart(bundle)).toBeLessThan(900 * 1024);
    expect(load(bundle)).toBe("function");
  }, 60_000);
});
