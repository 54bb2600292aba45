// The wiring of `run`: the pod's item in, its cells' parts and records in the bucket out, by the same code as the lambda inventory-runner.
import { readFile } from "node:fs/promises";
import { sts } from "@orgwatch/core/aws";
import { NeverAgain } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import { kinds } from "../../kinds/kinds";
import { inventoryRunner } from "../../manifest";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { memberAccounts } from "../run/member-accounts";
import { runItem } from "../run/run-item";
import { beginScope } from "./begin-scope";
import { readersEndAt } from "./job-objects";
import { parseRunFile } from "./run-file";
import { runnerShape, settingsOf } from "./settings";

/** @throws SettingsProblem; NeverAgain for an index without an item; what `runItem` throws. */
export async function runCommand(environment: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const settings = settingsOf(runnerShape, environment);
  const files = inventoryFiles(ownS3(), settings.BUCKET_NAME);
  const runFile = parseRunFile(await readFile(settings.RUN_FILE, "utf8"));
  const item = runFile.items[settings.JOB_COMPLETION_INDEX];
  if (item === undefined) throw new NeverAgain(`the run has no item ${settings.JOB_COMPLETION_INDEX}`);
  const partition = partitionOfRegion(settings.AWS_REGION);
  const sessionName = () => sessionNameOf("orgwatch", inventoryRunner.name);
  const now = () => new Date();
  await runItem(item, {
    scope: await beginScope(runFile, files),
    accounts: memberAccounts({ assumeRole: assumeRoleWith(sts()), sessionName, partition, now }),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: Math.random,
    deadline: readersEndAt(item.run),
    ...{ kinds, files, partition, now, log },
  });
}
