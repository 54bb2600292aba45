import { securityGroup, slackUsers } from "../src/slack/sandbox-people";
import { ec2AsRole } from "./group-people";
import {
  incoming,
  messageAbout,
  missedRecord,
  newGroup,
  openSsh,
  question,
  recorded,
  rulesBefore,
  told,
  wordsOf,
} from "./group-steps";
import { accountId, type Running, until } from "./scenario-steps";

const minutes = 60_000;

/** Registers the scenarios; `running` is asked inside each test. */
export function questionScenarios(running: () => Running): void {
  it("lets neither a stranger nor the author decide, and tells each of them why", async () => {
    const { sandbox } = running();
    const name = "warehouse";
    const place = await newGroup(sandbox, "acme-build", name);
    const ec2 = await ec2AsRole(sandbox, place.account, "Developer", slackUsers.alice.email);
    await openSsh({ ...place, ec2 });
    const press = await question(sandbox, name, "TCP 22");
    await press("keep", slackUsers.mallory);
    await press("keep", slackUsers.alice);
    const answers = () =>
      sandbox.slack.answers().filter(({ ts }) => ts === messageAbout(sandbox, name, "TCP 22")?.ts);
    await until(sandbox, "both are told", () => answers().length === 2);
    expect({
      told: Object.fromEntries(answers().map(({ userId, text }) => [userId, text])),
      record: (await recorded(sandbox, place.groupId)).at(-1),
      open: (await incoming(place)).length,
    }).toEqual({
      told: {
        [slackUsers.mallory.id]: expect.stringMatching(/may decide/),
        [slackUsers.alice.id]: expect.stringMatching(/your own|own change/),
      },
      record: expect.objectContaining({ state: "pending" }),
      open: 3,
    });
  });

  it("decides once when a hundred people press Keep and Deny at once, and tells everybody", async () => {
    const { sandbox } = running();
    const name = "stampede";
    const place = await newGroup(sandbox, "acme-dev", name);
    const crowd = Array.from({ length: 100 }, (_, number) => ({
      id: `U0CROWD${number}`,
      handle: `crowd.${number}`,
      name: `Crowd ${number}`,
      email: `crowd.${number}@acme.example`,
    }));
    sandbox.slack.addPeople(crowd);
    sandbox.slack.setGroup(securityGroup.id, [...securityGroup.members, ...crowd.map(({ id }) => id)]);
    await openSsh(place);
    const press = await question(sandbox, name, "TCP 22");
    const ts = messageAbout(sandbox, name, "TCP 22")?.ts;
    const answers = () => sandbox.slack.answers().filter((answer) => answer.ts === ts);
    // Each click that is not answered yet needs an execution environment of its own: more at once than a small machine can start in Slack's
    // three seconds would only measure that. decisions/hundred-clicks.test.ts has all hundred in the same moment.
    const remaining = crowd.entries();
    const clicker = async () => {
      for (const [number, user] of remaining) await press(number % 2 === 0 ? "deny" : "keep", user);
    };
    await Promise.all(Array.from({ length: 10 }, clicker));
    // A crowd on a slow machine may be told by the door, too, that it should try again: what counts is that nobody hears nothing.
    const told = () => new Set(answers().map(({ userId }) => userId)).size;
    await until(sandbox, "everybody is told", () => told() === 100);
    const changes = await recorded(sandbox, place.groupId);
    const isDenied = changes.some(({ decision }) => decision === "deny");
    expect({
      decisions: changes.filter(({ state }) => state === "decided").length,
      reverts: changes.filter(({ state }) => state === "own").length,
      left: await incoming(place),
    }).toEqual({
      decisions: 1,
      reverts: isDenied ? 1 : 0,
      left: isDenied ? rulesBefore : [...rulesBefore, "tcp 22-22 0.0.0.0/0"].toSorted(),
    });
  });

  it("records what a pipeline does, and announces nothing; a failed call is neither", async () => {
    const { sandbox, host } = running();
    const name = "releases";
    const place = await newGroup(sandbox, "acme-web-shop", name);
    const ec2 = await ec2AsRole(sandbox, place.account, "pipeline-release", "build-42");
    await openSsh({ ...place, ec2 });
    await expect(openSsh({ ...place, ec2 })).rejects.toThrow(/already exists|Duplicate/);
    await host.idle();
    const changes = await recorded(sandbox, place.groupId);
    expect({
      authorized: changes
        .filter(({ eventName }) => eventName === "AuthorizeSecurityGroupIngress")
        .map(({ state }) => state)
        .toSorted(),
      told: messageAbout(sandbox, name, "tcp:22"),
    }).toEqual({
      // The other one made the group's first rules.
      authorized: ["exempt", "pending"],
      told: undefined,
    });
  });

  it("finds in CloudTrail Lake what EventBridge did not bring", async () => {
    const { sandbox, host } = running();
    const account = accountId(sandbox, "acme-build");
    const { homeRegion } = sandbox.organization;
    const record = missedRecord(account, homeRegion, sandbox.clock.now());
    sandbox.gateway.cloudTrailLake.take(
      { "detail-type": "AWS API Call via CloudTrail", detail: record },
      { accountId: account, region: homeRegion },
    );
    await sandbox.letTimePass(15 * minutes);
    await host.idle();
    await told(sandbox, "sg-0missed", "203.0.113.77/32", "sg:deny");
    expect(await recorded(sandbox, "sg-0missed")).toEqual([
      expect.objectContaining({ eventName: "AuthorizeSecurityGroupIngress", state: "pending" }),
    ]);
  });

  it("expires after a day: the change stays, and nobody can decide any more", async () => {
    const { sandbox, host } = running();
    const name = "forgotten";
    // Not in acme-log-archive, which the inventory reads and compares whole.
    const place = await newGroup(sandbox, "acme-data-lake", name);
    await openSsh(place);
    const press = await question(sandbox, name, "TCP 22");
    // A day in which nothing else happens.
    sandbox.clock.advance(24 * 60 * minutes);
    await sandbox.letTimePass(6 * minutes);
    await host.idle();
    await told(sandbox, name, "TCP 22", "Expired");
    const buttons = messageAbout(sandbox, name, "TCP 22");
    expect({
      pressable: buttons !== undefined && wordsOf(buttons).includes("sg:deny"),
      record: (await recorded(sandbox, place.groupId)).at(-1)?.state,
      left: (await incoming(place)).length,
      late: await press("deny", slackUsers.bob).then(
        () => "pressed",
        () => "there is no such button any more",
      ),
    }).toEqual({
      pressable: false,
      record: "expired",
      left: 3,
      late: "there is no such button any more",
    });
  });
}
