// What must be true of the inventory, however the organization was wired. Both test files run these, in this order: runs are compared.

import { DeleteTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { adminOf } from "../src/admin";
import { sampleSecrets } from "../src/inventory/make-secrets";
import type { SampleResource } from "../src/inventory/sample-place";
import { createSampleResources } from "../src/inventory/sample-resources";
import {
  byKindAndRegion,
  identityOf,
  keysIn,
  linesOf,
  summaries,
  takeInventory,
  textOf,
  unread,
} from "./inventory-steps";
import { accountId, type Running } from "./scenario-steps";

/** Registers the scenarios; `running` is asked inside each test. */
export function inventoryScenarios(running: () => Running): void {
  let samples: readonly SampleResource[] = [];
  let first: RunManifest;

  it("reads every account and region, and an account's file holds exactly what was made there", async () => {
    const { sandbox } = running();
    const { organization } = sandbox;
    samples = await createSampleResources(sandbox.url, organization);
    const { status, manifest } = await takeInventory(running());
    first = manifest;
    const active = organization.accounts.filter(({ state }) => state === "ACTIVE");
    const everywhere = { global: "read", "us-west-2": "read", "us-east-1": "read" };
    expect({
      status,
      result: manifest.result,
      failures: manifest.failures,
      accounts: manifest.accounts.map(({ account, name, regions }) => ({ account, name, regions })),
    }).toEqual({
      status: "SUCCEEDED",
      result: "complete",
      failures: [],
      accounts: active
        .map(({ id, name }) => ({ account: id, name, regions: everywhere }))
        .toSorted((one, other) => one.account.localeCompare(other.account)),
    });

    const account = accountId(sandbox, "acme-log-archive");
    const made = samples.filter((one) => one.accountId === account).map(identityOf);
    const keys = new Set(made.map(({ region, kind, id }) => `${region} ${kind} ${id}`));
    const lines = (await linesOf(sandbox, manifest.run, account)).map(identityOf);
    const isMade = ({ region, kind, id }: (typeof lines)[number]) => keys.has(`${region} ${kind} ${id}`);
    expect(lines.filter(isMade).toSorted(inOrder)).toEqual(made.toSorted(inOrder));
    expect(byKindAndRegion(lines.filter((line) => !isMade(line)))).toEqual({});
  });
}

type Identity = ReturnType<typeof identityOf>;

function inOrder(one: Identity, other: Identity): number {
  return `${one.kind} ${one.region} ${one.id}`.localeCompare(`${other.kind} ${other.region} ${other.id}`);
}
