import { NoSuchQueue } from "@orgwatch/core/hand-over";
import { slackDoor } from "../manifest";
import type { DoorDependencies } from "./answer-slack";
import {
  command,
  form,
  knock,
  outcome,
  payload,
  pressed,
  responseUrl,
  seconds,
  signed,
} from "./testing/knock";

describe("a press", () => {
  it("is handed to the queue of its prefix and answered with nothing", async () => {
    const queues: string[] = [];
    const handOver: DoorDependencies["handOver"] = async (queue) => void queues.push(queue);
    expect(await knock(signed(payload()))).toEqual({
      status: 200,
      answer: undefined,
      handed: [pressed],
      told: [],
      lines: [],
    });
    await knock(signed(payload()), { handOver });
    expect(queues).toEqual(["https://sqs/actions"]);
  });

  it("carries the person's id where Slack gives no name, and an empty value where the button has none", async () => {
    const changes = { user: { id: "U0ALICE" }, actions: [{ action_id: "finding:archive" }] };
    const { handed } = await knock(signed(payload(changes)));
    expect(handed).toEqual([{ ...pressed, user: { id: "U0ALICE", name: "U0ALICE" }, value: "" }]);
  });
});

it("hands over a press that is sent again as the same act", async () => {
  const sent = signed(payload());
  const { handed } = await knock(sent, { now: () => new Date((seconds + 240) * 1000) });
  expect(handed).toEqual([pressed]);
});

it("hands over a command by its name", async () => {
  const { status, handed } = await knock(signed(form(command)));
  expect({ status, handed }).toEqual({
    status: 200,
    handed: [
      {
        kind: "slack-command",
        command: "finding",
        text: "open <today>",
        user: { id: "U0ALICE", name: "alice" },
        channel: "C0SECURITY",
        responseUrl,
        at: "2030-01-07T09:00:00.000Z",
      },
    ],
  });
});

it("knows each job's queue by its buttons and commands", async () => {
  const routes = Object.fromEntries(
    Object.entries(slackDoor.env.ROUTES.of).map(([word, { lambda, source }]) => [
      word,
      `${lambda}-${source}`,
    ]),
  );
  const queues: string[] = [];
  const handOver: DoorDependencies["handOver"] = async (queue) => void queues.push(queue);
  const sent = [form({ ...command, command: "/cases" }), payload()];
  for (const body of sent) await knock(signed(body), { handOver, routes });
  expect(queues).toEqual(["case-commands-asked", "finding-responder-actions"]);
});

describe("a signed request", () => {
  const nothing = { handed: 0 };
  it.each<[string, string, object]>([
    ["from another workspace", payload({ team: { id: "T0OTHER" } }), { status: 403, ...nothing }],
    ["from an organization without a workspace", payload({ team: null }), { status: 403, ...nothing }],
    ["of another app", payload({ api_app_id: "A0OTHER" }), { status: 403, ...nothing }],
    ["of no app", payload({ api_app_id: undefined }), { status: 403, ...nothing }],
    ["for a command elsewhere", form({ ...command, team_id: "T0OTHER" }), { status: 403, ...nothing }],
    ["of a type that nobody uses", payload({ type: "view_submission" }), { status: 200, ...nothing }],
    ["for a button outside of a message", payload({ container: {} }), { status: 200, ...nothing }],
    ["without an action", payload({ actions: [] }), { status: 200, ...nothing }],
    ["of Slack's look at the certificate", "ssl_check=1&token=x", { status: 200, ...nothing }],
    ["without anything", "", { status: 400, ...nothing }],
    ["with JSON that is none", form({ payload: "{" }), { status: 400, ...nothing }],
    ["with JSON of another shape", form({ payload: "[1]" }), { status: 400, ...nothing }],
    ["of half a command", form({ ...command, user_id: "" }), { status: 400, ...nothing }],
    ["of more than 512 KB", form({ ...command, text: "x".repeat(513 * 1024) }), { status: 413, ...nothing }],
  ])("%s", async (_name, body, expected) => {
    expect(await outcome(signed(body))).toEqual(expected);
  });

  it("is refused where no app is set up", async () => {
    const { status, answer } = await knock(signed(payload()), { slackApp: async () => undefined });
    expect({ status, answer }).toEqual({ status: 403, answer: { error: "no Slack app is set up here" } });
  });
});

describe("a person hears of it", () => {
  const action = (action_id: string) => payload({ actions: [{ action_id, value: "x" }] });
  const fails = (error: Error) => ({ handOver: () => Promise.reject(error) });
  const ephemeral = (text: string) => ({ response_type: "ephemeral", text });
  const unknownButton =
    "Orgwatch does not know this button any more. It may be from an older version; nothing has happened.";
  const busy = "Orgwatch could not take this right now. Please try again in a minute.";
  const notThere = "This part of Orgwatch is not set up here. Nothing has happened.";
  const away = new NoSuchQueue(undefined);

  it.each<[string, string, Partial<DoorDependencies>, string[], unknown]>([
    ["when nobody knows the button", action("other:x"), {}, [unknownButton], undefined],
    ["when the button has Object's name", action("constructor:x"), {}, [unknownButton], undefined],
    ["when SQS fails", payload(), fails(new Error("busy")), [busy], undefined],
    ["when the job is not deployed", payload(), fails(away), [notThere], undefined],
    [
      "when nobody knows the command",
      form({ ...command, command: "/<!channel>" }),
      {},
      [],
      ephemeral("Orgwatch does not know the command /&lt;!channel&gt;. Nothing has happened."),
    ],
    ["when SQS fails for a command", form(command), fails(new Error("busy")), [], ephemeral(busy)],
  ])("%s", async (_name, body, changes, told, answer) => {
    const result = await knock(signed(body), changes);
    expect({ ...result, lines: result.lines.length }).toEqual({
      status: 200,
      answer,
      handed: [],
      told,
      lines: 1,
    });
  });

  it("within three seconds, also when SQS does not answer", async () => {
    const began = Date.now();
    const handOver: DoorDependencies["handOver"] = (_queue, _message, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    const { status, told } = await knock(signed(payload()), { handOver });
    expect({ status, told, inTime: Date.now() - began < 2500 }).toEqual({
      status: 200,
      told: [busy],
      inTime: true,
    });
  });

  it("and the log repeats neither the body nor an address that lets others post", async () => {
    const { lines } = await knock(signed(payload()), fails(new Error("busy")));
    expect(lines).toEqual(['error not handed over {"reason":"Error: busy"}']);
  });
});
