// Reads a simulated organization in a process of its own, since a test runner makes each promise dearer, and prints how long it took in
// virtual time, what the least is that it could have taken, and what it found. Arguments: how many accounts; `some` for all slow kinds and every eighth of the others.
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { kinds as table } from "../kinds/kinds";
import { inventoryRunner, inventorySweep } from "../manifest";
import { awsLimits } from "./aws-limits";
import { countedFiles } from "./counted-files";
import { plausibly } from "./how-many";
import { itemsOf, runnerOf, wholeScope } from "./run-inventory";
import { latencyMs, runItems } from "./run-items";
import { accountIdOf, goodWeather, type Organization } from "./simulated-organization";
import { callsOfItem } from "./speed-bound";

const run = "2030-01-07T09:00:00.000Z";
const regions = [
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2"],
  ...["ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1"],
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
];
const [count = "1", which] = process.argv.slice(2);
const kinds = table.filter(
  ({ perSecond }, index) => which !== "some" || (perSecond ?? 10) <= 4 || index % 8 === 0,
);
const time = virtualTime(new Date(run));
const accounts = Array.from({ length: Number(count) }, (_, number) => accountIdOf(number));
const scope = wholeScope(run, accounts, regions);
const files = countedFiles();
const answers: Record<string, number> = {};
const world = {
  kinds,
  regions,
  howMany: plausibly(regions),
  limits: awsLimits(),
  weather: goodWeather,
  time,
};
const { concurrency } = inventorySweep;
const lambdaMs = inventoryRunner.timeoutSeconds * 1000;
let boundMs = 0;
const failed = await time.run(
  runItems(itemsOf(scope), { time, lambdaMs, concurrency }, async (item, simulated, deadline) => {
    const calls = callsOfItem();
    const organization: Organization = {
      ...world,
      onAnswer: (account, call, answer) => {
        if (call) calls.count(account, call);
        answers[answer] = (answers[answer] ?? 0) + 1;
      },
    };
    await runnerOf({ organization, scope, files })(item, simulated, deadline);
    boundMs += calls.leastMs(latencyMs) / concurrency;
  }),
);
const ms = time.now().getTime() - Date.parse(run);
const kindsRead = kinds.length;
process.stdout.write(JSON.stringify({ ms, boundMs, failed, kindsRead, answers, ...files.summary() }));
