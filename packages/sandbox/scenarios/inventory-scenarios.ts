// What must be true of the inventory, however the organization was wired. Both test files run these, in this order: runs are compared.

import { DeleteTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../src/admin";
import { sampleSecrets } from "../src/inventory/make-secrets";
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

/** What every account has by itself, and the sample instances that this one has. */
const givenByAws = {
  "global iam/account-summary": 1,
  "global organizations/organization": 1,
  "global organizations/root": 1,
  "global support/trusted-advisor-check": 104,
  "us-east-1 ec2/instance": 1,
  "us-east-1 ec2/network-acl": 2,
  "us-east-1 ec2/network-interface": 1,
  "us-east-1 ec2/route-table": 2,
  "us-east-1 ec2/security-group": 2,
  "us-east-1 ec2/subnet": 6,
  "us-east-1 ec2/volume": 1,
  "us-east-1 ec2/vpc": 1,
  "us-east-1 events/event-bus": 1,
  "us-east-1 kms/alias": 14,
  "us-west-2 ec2/network-acl": 2,
  "us-west-2 ec2/route-table": 2,
  "us-west-2 ec2/security-group": 2,
  "us-west-2 ec2/subnet": 4,
  "us-west-2 ec2/vpc": 1,
  "us-west-2 events/event-bus": 1,
  "us-west-2 kms/alias": 14,
};
/** Orgwatch's own baseline is of these kinds, and differs between the two ways in which it is wired. */
const baselineKinds = ["cloudformation/stack", "events/rule", "guardduty/detector", "iam/role"];

/** Registers the scenarios; `running` is asked inside each test. */
export function inventoryScenarios(running: () => Running): void {
  it("reads every account and region, and an account's file holds exactly what was made there", async () => {
    const { sandbox } = running();
    const { organization } = sandbox;
    const samples = await createSampleResources(sandbox.url, organization);
    const { status, manifest } = await takeInventory(running());
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
      accounts: organization.accounts
        .filter(({ state }) => state === "ACTIVE")
        .map(({ id, name }) => ({ account: id, name, regions: everywhere }))
        .toSorted((one, other) => one.account.localeCompare(other.account)),
    });

    const account = accountId(sandbox, "acme-log-archive");
    const made = samples.filter((one) => one.accountId === account).map(identityOf);
    const keys = new Set(made.map(keyOf));
    const lines = (await linesOf(sandbox, manifest.run, account)).map(identityOf);
    expect(lines.filter((line) => keys.has(keyOf(line))).toSorted(inOrder)).toEqual(made.toSorted(inOrder));
    const others = lines.filter((line) => !keys.has(keyOf(line)) && !baselineKinds.includes(line.kind));
    expect(byKindAndRegion(others)).toEqual(givenByAws);
  });

  it("writes no secret into any file", async () => {
    const { sandbox } = running();
    const keys = await keysIn(sandbox, "");
    const found = new Set<string>();
    for (const key of keys) {
      const text = await textOf(sandbox, key);
      for (const words of [...Object.values(sampleSecrets), "log-archive-checkout", "(left out)"])
        if (text.includes(words)) found.add(words);
    }
    // The function is there, without its environment.
    expect([...found].toSorted()).toEqual(["(left out)", "log-archive-checkout"]);
  });

  it("reads the same while AWS throttles and fails now and then", async () => {
    const { sandbox } = running();
    const accounts = ["acme-dev", "acme-log-archive"].map((name) => accountId(sandbox, name));
    const calm = await takeInventory(running(), { accounts });
    const everything = { service: "*", operation: "*" } as const;
    for (const account of accounts) {
      sandbox.gateway.faults.add({ ...everything, accountId: account, kind: "throttle", share: 0.1 });
      sandbox.gateway.faults.add({ ...everything, accountId: account, kind: "error", share: 0.02 });
    }
    const shaken = await takeInventory(running(), { accounts });
    const hits = sandbox.gateway.faults.list().map((fault) => fault.hits > 0);
    sandbox.gateway.faults.clear();
    const read = async ({ manifest }: typeof calm) => ({
      result: manifest.result,
      counts: manifest.counts,
      lines: (await Promise.all(accounts.map((account) => linesOf(sandbox, manifest.run, account))))
        .flat()
        .map(identityOf)
        .toSorted(inOrder),
    });
    expect({ hits, ...(await read(shaken)) }).toEqual({
      hits: [true, true, true, true],
      ...(await read(calm)),
      result: "complete",
    });
  });

  it("says that an account is closed to it, and reads the others", async () => {
    const { sandbox } = running();
    const [closed, open] = [accountId(sandbox, "acme-dev"), accountId(sandbox, "acme-log-archive")];
    const everything = { service: "*", operation: "*", share: 1 } as const;
    sandbox.gateway.faults.add({ ...everything, accountId: closed, kind: "deny" });
    const run = await takeInventory(running(), { accounts: [closed, open] });
    sandbox.gateway.faults.clear();
    expect(outcomeOf(run)).toEqual({
      status: "SUCCEEDED",
      result: "partial",
      regions: {
        [closed]: { global: "failed", "us-west-2": "failed", "us-east-1": "failed" },
        [open]: { global: "read", "us-west-2": "read", "us-east-1": "read" },
      },
      unread: [`${closed} global: denied`, `${closed} us-east-1: denied`, `${closed} us-west-2: denied`],
    });
    expect(missingIn(summaries(sandbox).at(-1), ["PARTIAL", "denied", "everything in acme-dev"])).toEqual([]);
  });

  it("says what fails in a region, and reads the rest", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-log-archive");
    const fault = { service: "ec2", operation: "*", region: "us-east-1", kind: "error", share: 1 } as const;
    sandbox.gateway.faults.add(fault);
    const run = await takeInventory(running(), { accounts: [account] });
    sandbox.gateway.faults.clear();
    expect(outcomeOf(run)).toEqual({
      status: "SUCCEEDED",
      result: "partial",
      regions: { [account]: { global: "read", "us-west-2": "read", "us-east-1": "partial" } },
      unread: [`${account} us-east-1: unavailable`],
    });
    const services = new Set(run.manifest.failures.map(({ kind }) => kind?.split("/")[0]));
    expect([...services]).toEqual(["ec2"]);
    const words = ["PARTIAL", "unavailable", "acme-log-archive", "us-east-1"];
    expect(missingIn(summaries(sandbox).at(-1), words)).toEqual([]);
  });
}

/** Registers what needs a second run of the whole organization. */
export function comparedRunScenarios(running: () => Running): void {
  it("tells what is new, what is gone, and which kind dropped to zero", async () => {
    const { sandbox } = running();
    const account = accountId(sandbox, "acme-payments-prod");
    const place = adminOf(sandbox.url, account, "us-west-2");
    const sqs = new SQSClient(place);
    await sqs.send(new CreateQueueCommand({ QueueName: "brand-new" }));
    sqs.destroy();
    const sns = new SNSClient(place);
    const TopicArn = `arn:aws:sns:us-west-2:${account}:payments-prod-news`;
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    sns.destroy();
    const { status, manifest } = await takeInventory(running());
    const { changes, dropped, result } = manifest;
    expect({
      status,
      result,
      dropped,
      appeared: changes?.firstAppeared,
      vanished: changes?.firstVanished,
    }).toEqual({
      status: "SUCCEEDED",
      result: "complete",
      dropped: [{ account, kind: "sns/topic", before: 1 }],
      appeared: [
        { account, region: "us-west-2", kind: "sqs/queue", id: `${sandbox.url}/${account}/brand-new` },
      ],
      vanished: [{ account, region: "us-west-2", kind: "sns/topic", id: TopicArn }],
    });
    const words = ["brand-new", "payments-prod-news", "Dropped to zero"];
    expect(missingIn(summaries(sandbox).at(-1), words)).toEqual([]);
  });
}

function outcomeOf({ status, manifest }: Awaited<ReturnType<typeof takeInventory>>) {
  const { result, accounts } = manifest;
  const regions = Object.fromEntries(accounts.map((one) => [one.account, one.regions]));
  return { status, result, regions, unread: unread(manifest) };
}

function missingIn(text: string | undefined, words: readonly string[]): readonly string[] {
  return words.filter((one) => !text?.includes(one));
}

type Identity = ReturnType<typeof identityOf>;

function keyOf({ kind, region, id }: Identity): string {
  return `${kind} ${region} ${id}`;
}

function inOrder(one: Identity, other: Identity): number {
  return keyOf(one).localeCompare(keyOf(other));
}
