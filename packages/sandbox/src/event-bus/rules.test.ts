import { type MotoClient, MotoRefused } from "../gateway/moto-client";
import { newRules } from "./rules";

const bus = { accountId: "111111111111", region: "us-west-2", bus: "default" };
const arnOf = (name: string) => `arn:aws:events:us-west-2:111111111111:rule/${name}`;
const targets = [{ Id: "1", Arn: "arn:aws:sqs:us-west-2:111111111111:alerts" }];

/** moto with a bus of two rules on two pages. Reading the targets of `first` does what `first` says. */
function twoRules(first: () => Promise<unknown>): MotoClient {
  const unused = () => Promise.reject(new Error("not expected"));
  const page = (Name: string, NextToken?: string) => ({
    Rules: [{ Name, Arn: arnOf(Name), State: "ENABLED", EventPattern: '{"source":["aws.guardduty"]}' }],
    NextToken,
  });
  return {
    open: unused,
    send: unused,
    query: unused,
    rest: unused,
    close: () => undefined,
    json: async (_place, _service, target, body) => {
      if (target === "AWSEvents.ListRules") return body.NextToken ? page("second") : page("first", "more");
      return body.Rule === "first" ? first() : { Targets: targets };
    },
  };
}

const ruleOf = (name: string) => ({
  name,
  arn: arnOf(name),
  pattern: { source: ["aws.guardduty"] },
  targets,
});

/** The rules of the bus with their targets read. */
async function readAll(moto: MotoClient) {
  const rules = await newRules(moto).of(bus);
  return Promise.all(rules.map(async (rule) => ({ ...rule, targets: await rule.targets() })));
}

it("reads the rules of all pages, and the targets of each once and not before they are asked for", async () => {
  let readings = 0;
  const moto = twoRules(async () => {
    readings += 1;
    return { Targets: targets };
  });
  const [first] = await newRules(moto).of(bus);
  expect(readings).toBe(0);
  expect([await first?.targets(), await first?.targets(), readings]).toEqual([targets, targets, 1]);
  expect(await readAll(moto)).toEqual([ruleOf("first"), ruleOf("second")]);
});

it("tells of a rule that is deleted between listing and reading", async () => {
  const gone = async () => {
    throw new MotoRefused(404, "ResourceNotFoundException", "The rule does not exist.");
  };
  expect(await readAll(twoRules(gone))).toEqual([
    { ...ruleOf("first"), targets: undefined },
    ruleOf("second"),
  ]);
});

it("fails when moto refuses for another reason", async () => {
  const broken = async () => {
    throw new MotoRefused(500, "InternalFailure", "out of order");
  };
  await expect(readAll(twoRules(broken))).rejects.toThrow("out of order");
});
