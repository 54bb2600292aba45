// One process of inventory-runner that reads item after item, with the real clients against an endpoint (`AWS_ENDPOINT_URL`) that a
// test has started: prints what it read, and the most memory that it had needed once its clients were loaded and by the end of each item, in megabytes.
import { S3Client } from "@aws-sdk/client-s3";
import { cellShape } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { kinds } from "../kinds/kinds";
import { inventoryFiles } from "../src/files/s3-files";
import { clientLoaders } from "../src/read/clients";
import { memberAccounts } from "../src/run/member-accounts";
import { runItem } from "../src/run/run-item";
import { wholeScope } from "./run-inventory";

const run = "2030-01-07T09:00:00.000Z";
const regions = [
  ...["eu-west-1", "eu-west-2", "eu-north-1", "eu-central-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];
const scope = wholeScope(run, ["111111111111", "222222222222"], regions);
/** As many cells at once as a runner reads, and then two of another account. */
const items = [
  { run, from: 0, to: 9 },
  { run, from: 9, to: 11 },
];
const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
const now = () => new Date();
const credentials = { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token" };

await Promise.all(Object.values(clientLoaders).map((load) => load()));
const megabytes = [peak()];
const client = new S3Client({ region: "eu-west-1", credentials, forcePathStyle: true });
const stored = inventoryFiles(client, "inventory");
const seen = { cells: 0, resources: 0 };
const files = {
  ...stored,
  readJson: async () => undefined,
  writeJson: async (key: string, value: unknown) => {
    const cell = cellShape.parse(value);
    seen.cells += 1;
    for (const count of Object.values(cell.counts)) seen.resources += count;
    await stored.writeJson(key, value);
  },
};
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
for (const item of items) {
  await runItem(item, {
    ...{ scope, kinds, files, partition: "aws", now, random: Math.random, log: silent },
    // The endpoint throttles nobody.
    ...{ sleep: async () => {}, deadline: later(10) },
    accounts: memberAccounts({
      assumeRole: async () => ({ ...credentials, expiration: later(60) }),
      ...{ sessionName: () => "measured", partition: "aws", now },
    }),
  });
  megabytes.push(peak());
}
process.stdout.write(JSON.stringify({ ...seen, megabytes }));
