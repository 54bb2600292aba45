// Everything around the last step of an inventory, in memory and in virtual time: the bucket, the tables, the sandbox's Slack.
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import type { AccountResult, Scope } from "@orgwatch/core/inventory/run-manifest";
import { slackWorld } from "@orgwatch/core/worlds/slack-world";
import { watchedFiles } from "../../collate/testing/watched-files";
import { type FinishDependencies, finishRun } from "../finish-run";

export const run = "2030-01-07T08:30:00.000Z";
export const before = "2029-12-31T08:30:00.000Z";
export const secure = { id: "111111111111", name: "security" };
export const paying = { id: "444444444444", name: "payments-prod" };

export const scope: Scope = {
  ...{ run, accounts: [secure, paying], regions: ["eu-west-1"], exempt: [], leaveOut: [], cloudControl: [] },
  ...{ isPart: false, previous: before },
};

/** An account that was read wholly, with two instances. */
export function result(account: Scope["accounts"][number], part: Partial<AccountResult> = {}): AccountResult {
  return {
    ...{ run, account: account.id, file: runKeys.file(run, account.id), dropped: [], failures: [] },
    regions: { global: "read", "eu-west-1": "read" },
    counts: { "ec2/instance": 2 },
    ...part,
  };
}

/** The world; `finish` runs the last step and answers how it ends. */
export async function finishWorld(
  results: readonly AccountResult[],
  { of = scope, webhook = true }: { readonly of?: Scope; readonly webhook?: boolean } = {},
) {
  const world = slackWorld({ webhook });
  const files = watchedFiles();
  await files.writeJson(runKeys.scope(of.run), of);
  await files.writeJson(runKeys.scope(before), { ...scope, run: before });
  for (const one of results) await files.writeJson(runKeys.account(of.run, one.account), one);
  files.written.length = 0;
  const counted: (readonly [string, number])[] = [];
  const dependencies: FinishDependencies = {
    ...world.dependencies,
    files,
    count: async (metric, value) => void counted.push([metric, value]),
    linkTo: (key) => `https://console.test/${key}`,
  };
  const endOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "?");
  const finish = () => world.time.run(finishRun(of.run, dependencies).then(({ result: end }) => end, endOf));
  return { ...world, files, counted, finish, latest: () => files.all()[runKeys.latest] };
}
