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

it("reads the rules of all pages with their targets", async () => {
  const rules = newRules(twoRules(async () => ({ Targets: targets })));
  expect(await rules.of(bus)).toEqual([ruleOf("first"), ruleOf("second")]);
});

it("takes a rule that is deleted between listing and reading for none", async () => {
  const gone = async () => {
    throw new MotoRefused(404, "ResourceNotFoundException", "The rule does not exist.");
  };
  expect(await newRules(twoRules(gone)).of(bus)).toEqual([ruleOf("second")]);
});

it("fails when moto refuses for another reason", async () => {
  const broken = async () => {
    throw new MotoRefused(500, "InternalFailure", "out of order");
  };
  await expect(newRules(twoRules(broken)).of(bus)).rejects.toThrow("out of order");
});
