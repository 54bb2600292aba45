// How fast an organization is read where AWS throttles as it does, whether every account and region is accounted for, and how much
// memory a runner needs.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { bundleLambda } from "../../../../scripts/bundle-lambda";
import { startBigEndpoint } from "../../testing/big-endpoint";

const testing = resolve(import.meta.dirname, "../../testing");
const repository = resolve(import.meta.dirname, "../../../..");
const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "orgwatch-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("reads 500 accounts in 17 regions within 1.5 times the bound: all slow kinds, and every eighth of the others", async () => {
  const script = join(testing, "measure-speed.ts");
  const options = ["--max-semi-space-size=64", "--import", "tsx"];
  const { stdout } = await run(process.execPath, [...options, script, "500", "some"], { cwd: repository });
  const { ms, boundMs, answers, lines, resources, ...rest } = JSON.parse(stdout);
  console.info(
    `${JSON.stringify(answers)}, ${lines} lines, ${ms} ms, ${(ms / boundMs).toFixed(2)} times the bound of ${Math.round(boundMs)} ms`,
  );
  expect({ ...rest, isWhole: lines === resources && lines > 100_000, isNear: ms <= 1.5 * boundMs }).toEqual({
    ...{ kindsRead: expect.any(Number), failed: [], failures: 0, cells: { read: 9000 } },
    ...{ isWhole: true, isNear: true },
  });
}, 400_000);

it("needs less than 300 MB, all clients loaded, item after item, with 50,000 resources in a cell", async () => {
  // As it stands in Lambda: a runner that compiled its sources would need 60 MB more for that.
  const bundle = await bundleLambda({ file: join(testing, "measure-runner.ts") }, { isSplit: true });
  for (const [name, bytes] of bundle.files) await writeFile(join(folder, name), bytes);
  const aws = await startBigEndpoint({ region: "eu-west-1", snapshots: 50_000 });
  const env = { ...process.env, AWS_ENDPOINT_URL: aws.url };
  const { stdout } = await run(process.execPath, ["--max-old-space-size=160", join(folder, bundle.entry)], {
    env,
  });
  await aws.stop();
  const { megabytes, ...rest } = JSON.parse(stdout);
  console.info(`${megabytes.join(" MB, then ")} MB; ${aws.stored()} bytes stored`);
  expect({ ...rest, little: Math.max(...megabytes) < 300 }).toEqual({
    cells: 11,
    resources: 100_000,
    little: true,
  });
}, 400_000);
