// What must be true of the tag audit, however the organization was wired. Both test files run these, in this order: time goes on.
import { EC2Client, StartInstancesCommand } from "@aws-sdk/client-ec2";
import { adminOf } from "../src/admin";
import { fixSampleTags } from "../src/instances/sample-instances";
import type { SampleKind } from "../src/instances/sample-plan";
import type { Running } from "./scenario-steps";
import { auditAfter, recordOf, statesByKind } from "./tag-steps";

/** As they were founded. */
const untouched: Record<SampleKind, string> = {
  good: "running",
  "keys-in-another-case": "running",
  "empty-value": "running",
  "wrong-value": "running",
  "unknown-owner": "running",
  "missing-key": "running",
  untagged: "running",
  stopped: "stopped",
  protected: "running",
  exempt: "running",
  "exempt-expired": "running",
  "exempt-too-long": "running",
  "auto-scaling": "running",
  eks: "running",
  karpenter: "running",
  spot: "running",
  "fixed-later": "running",
  canary: "stopped",
};
/** Who violates the scheme and is not spared: these are stopped, and all but the protected one terminated. */
const violators = [
  "keys-in-another-case",
  "empty-value",
  "wrong-value",
  "unknown-owner",
  "missing-key",
  "stopped",
  "exempt-expired",
  "exempt-too-long",
] as const satisfies readonly SampleKind[];

function all(kinds: readonly SampleKind[], state: string): Partial<Record<SampleKind, string>> {
  return Object.fromEntries(kinds.map((kind) => [kind, state]));
}

/** Registers the scenarios; `running` is asked inside each test. */
export function tagScenarios(running: () => Running): void {
  it("reports what violates the scheme, in Slack, by mail and to OpenSearch, and touches nothing", async () => {
    const { sandbox } = running();
    const status = await auditAfter(running(), 7);
    const summaries = sandbox.slack
      .messages()
      .filter(({ text, threadTs }) => /tag audit/i.test(text) && !threadTs);
    const digests = sandbox.gateway.mail.messages().filter(({ to }) => to.includes("security@acme.example"));
    // Where time was skipped before, earlier days have had theirs.
    const days = new Set(digests.map(({ at }) => at.toISOString().slice(0, 10)));
    const today = sandbox.clock.now().toISOString().slice(0, 10);
    expect({
      status,
      states: await statesByKind(sandbox),
      channels: [...new Set(summaries.map(({ channel }) => channel))].toSorted(),
      digests: { today: days.has(today), more: digests.length - days.size },
      terminated: [...summaries.map(({ text }) => text), ...digests.map(({ subject }) => subject)].filter(
        (text) => /terminated/i.test(text),
      ),
    }).toEqual({
      status: "SUCCEEDED",
      states: untouched,
      channels: ["C0PAYMENTS", "C0SECURITY"],
      digests: { today: true, more: 0 },
      terminated: [],
    });
  });

  it("warns owners after a day; whoever mends the tags hears no more", async () => {
    const { sandbox } = running();
    const status = await auditAfter(running(), 25);
    const warned = sandbox.gateway.mail.messages().filter(({ to }) => to.includes("bob@acme.example"));
    await fixSampleTags(sandbox.url, sandbox.sampleInstances);
    expect({ status, states: await statesByKind(sandbox), warned: warned.length > 0 }).toEqual({
      status: "SUCCEEDED",
      states: untouched,
      warned: true,
    });
    expect((await recordOf(sandbox, "missing-key")).acts).toContain("warn done");
  });

  it("stops what nobody mended, but no exempt ones, no members of groups, and nothing above the cap", async () => {
    const { sandbox } = running();
    const status = await auditAfter(running(), 80);
    expect({
      status,
      states: await statesByKind(sandbox),
      mended: (await recordOf(sandbox, "fixed-later")).status,
    }).toEqual({
      status: "SUCCEEDED",
      states: { ...untouched, ...all(violators, "stopped"), protected: "stopped" },
      mended: "mended",
    });
  });

  it("stops again what somebody started, and terminates in the end, but not what is protected", async () => {
    const { sandbox } = running();
    const started = sandbox.sampleInstances.find(({ kind }) => kind === "wrong-value");
    const ec2 = new EC2Client(adminOf(sandbox.url, String(started?.accountId), String(started?.region)));
    await ec2.send(new StartInstancesCommand({ InstanceIds: [String(started?.instanceId)] }));
    ec2.destroy();
    await auditAfter(running(), 7);
    const stoppedAgain = (await statesByKind(sandbox))["wrong-value"];
    const status = await auditAfter(running(), 260);
    expect({
      stoppedAgain,
      status,
      states: await statesByKind(sandbox),
      record: (await recordOf(sandbox, "empty-value")).status,
      protected: (await recordOf(sandbox, "protected")).acts?.at(-1),
    }).toEqual({
      stoppedAgain: "stopped",
      status: "SUCCEEDED",
      states: { ...untouched, ...all(violators, "terminated"), protected: "stopped" },
      record: "terminated",
      protected: "terminate refused",
    });
  });

  it("touches nothing anywhere once a canary is gone, and says which", async () => {
    const { sandbox } = running();
    const before = await statesByKind(sandbox);
    const canary = sandbox.sampleInstances.find(({ kind }) => kind === "canary");
    const ec2 = new EC2Client(adminOf(sandbox.url, String(canary?.accountId), String(canary?.region)));
    await ec2.send(new StartInstancesCommand({ InstanceIds: [String(canary?.instanceId)] }));
    ec2.destroy();
    const status = await auditAfter(running(), 200);
    const told = sandbox.slack
      .messages()
      .filter(({ text, blocks }) => /canar/i.test(text + JSON.stringify(blocks)));
    expect({ status, states: await statesByKind(sandbox), told: told.length > 0 }).toEqual({
      status: "SUCCEEDED",
      states: { ...before, canary: "running, stopped" },
      told: true,
    });
  });
}
