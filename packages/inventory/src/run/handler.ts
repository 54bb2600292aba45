// The wiring of inventory-runner: some cells of a run in, their parts and records in the bucket out.
import { sts } from "@orgwatch/core/aws";
import { onMapItem } from "@orgwatch/core/on-sweep";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import { lazily } from "@orgwatch/core/tools";
import { kinds } from "../../kinds/kinds";
import { inventoryRunner } from "../../manifest";
import { readScope } from "../collate/read-scope";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { itemShape } from "../plan/run-input";
import { memberAccounts } from "./member-accounts";
import { runItem } from "./run-item";

export const handler = onMapItem(inventoryRunner, itemShape, ({ config, now, sleep }) => {
  const files = inventoryFiles(ownS3(), config.FILES);
  const own = lazily(async () => {
    const partition = partitionOfRegion(await sts().config.region());
    const sessionName = () => sessionNameOf("orgwatch", inventoryRunner.name);
    return {
      partition,
      accounts: memberAccounts({ assumeRole: assumeRoleWith(sts()), sessionName, partition, now }),
    };
  });
  return async (item, { deadline }, log) => {
    const scope = await readScope(item.run, files);
    const clock = { now, sleep, random: Math.random, deadline };
    return runItem(item, { ...(await own()), ...clock, scope, kinds, files, log });
  };
});
