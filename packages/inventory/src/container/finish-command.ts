// The wiring of `finish`: what the readers wrote in, the accounts' files and the run's manifest out.
import { readFile } from "node:fs/promises";
import type { Log } from "@orgwatch/core/log";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { finish } from "./finish";
import { parseRunFile } from "./run-file";
import { finisherShape, settingsOf } from "./settings";

/** @throws SettingsProblem, and what `finish` throws. */
export async function finishCommand(environment: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const { BUCKET_NAME, RUN_FILE } = settingsOf(finisherShape, environment);
  const file = parseRunFile(await readFile(RUN_FILE, "utf8"));
  await finish(file, { files: inventoryFiles(ownS3(), BUCKET_NAME), now: () => new Date(), log });
}
