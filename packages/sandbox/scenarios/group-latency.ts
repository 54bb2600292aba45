// How fast security-group changes are told and clicks acknowledged, with 40 ms for each call of a lambda to AWS.
import { slackUsers } from "../src/slack/sandbox-people";
import { messageAbout, newGroup, openSsh } from "./group-steps";
import { type Running, until } from "./scenario-steps";

const clicks = 100;
const services = ["dynamodb", "ec2", "sqs", "ssm", "sts"];

/** Registers the measurements; `running` is asked inside each test. */
export function groupLatency(running: () => Running): void {
  it("acknowledges clicks within a second (p99), and tells of a change within ten", async () => {
    const { sandbox } = running();
    const name = "stopwatch";
    const place = await newGroup(sandbox, "acme-dev", name);
    await until(
      sandbox,
      "the group's own changes are told",
      () => messageAbout(sandbox, name, "443") !== undefined,
    );
    for (const service of services)
      sandbox.gateway.faults.add({ service, operation: "*", kind: "latency", share: 1, milliseconds: 40 });
    const began = performance.now();
    await openSsh(place);
    const asked = () => messageAbout(sandbox, name, "TCP 22");
    await until(sandbox, "there is a question", () => asked() !== undefined);
    const toldMs = performance.now() - began;
    const { channel = "", ts = "" } = asked() ?? {};
    const waits: number[] = [];
    for (let click = 0; click < clicks; click += 1) {
      const pressed = performance.now();
      const message = { channel, ts };
      const { outcome } = await sandbox.slack.press({
        message,
        actionId: "sg:keep",
        user: slackUsers.mallory,
      });
      waits.push(outcome === 200 ? performance.now() - pressed : Number.POSITIVE_INFINITY);
    }
    sandbox.gateway.faults.clear();
    const p99 = waits.toSorted((one, other) => one - other)[Math.ceil(clicks * 0.99) - 1] ?? Number.NaN;
    console.info(
      `told after ${Math.round(toldMs)} ms; ${clicks} clicks acknowledged, p99 ${Math.round(p99)} ms`,
    );
    expect({ told: toldMs < 10_000, p99: p99 < 1000 }).toEqual({ told: true, p99: true });
  });
}
