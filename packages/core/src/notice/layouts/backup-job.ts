// AWS Backup: the sentence that it publishes to a topic, and its events about backup, copy and restore jobs.

import * as z from "zod/mini";
import { backupJobsLink } from "../../console-link";
import type { Reading, Weight } from "../notice";
import { type Draft, fact, isoTime, joined, post, timeFact } from "./compose";
import type { BusEvent } from "./event";
import { onDemand, text } from "./lenient";

const schema = onDemand(() =>
  z.object({
    state: text,
    status: text,
    statusMessage: text,
    backupJobId: text,
    copyJobId: text,
    restoreJobId: text,
    backupVaultName: text,
    resourceArn: text,
    resourceType: text,
    creationDate: text,
    completionDate: text,
  }),
);

type Kind = "backup" | "copy" | "restore";
const kinds: ReadonlyMap<string, Kind> = new Map([
  ["Backup Job State Change", "backup"],
  ["Copy Job State Change", "copy"],
  ["Restore Job State Change", "restore"],
]);

/** The kind of job that an event is about; undefined for Backup's other events. */
export function backupKindOf({ detailType }: BusEvent): Kind | undefined {
  return kinds.get(detailType);
}

/** Reads an event about a job of this kind. */
export function readBackupEvent(event: BusEvent, kind: Kind): Reading {
  const job = schema().parse(event.detail);
  const id = job.backupJobId ?? job.copyJobId ?? job.restoreJobId;
  return post({
    ...draftOf(kind, job.state ?? job.status, id, event.id, job.resourceArn ?? event.resources[0]),
    version: isoTime(event.time),
    explanation: job.statusMessage,
    accountId: event.account,
    region: event.region,
    facts: [
      fact("Resource", joined([job.resourceType, job.resourceArn ?? event.resources[0]], " ")),
      fact("Vault", job.backupVaultName),
      fact("Job", id),
      timeFact("Started", job.creationDate),
      timeFact("Completed", job.completionDate),
    ],
    link:
      event.region === undefined
        ? undefined
        : { label: "Open in AWS Backup", url: backupJobsLink(event.region, kind) },
  });
}

/** «An AWS Backup job failed. Resource ARN : … BackupJob ID : …»: AWS writes the names of the fields with and without a space. */
const sentence = /^An AWS (Backup|Copy|Restore) job (?:was |has )?([a-z ]+?)\s*(?:\.|$)/i;
const label =
  /(Recovery point ARN|Resource ARN|Backup ?Job ID|Copy ?Job ID|Restore ?Job ID|Status Message)\s*:/gi;

/** Reads Backup's text; undefined when it is another text. With raw delivery there is no subject, so the sentence itself must do. */
export function readBackupText(
  body: string,
  message: { readonly id: string; readonly receivedAt: Date },
): Reading | undefined {
  const [, word, verb] = sentence.exec(body.slice(0, 200)) ?? [];
  if (word === undefined || verb === undefined) return undefined;
  const kind =
    kinds.get(`${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()} Job State Change`) ?? "backup";
  const values = labelled(body.slice(0, 4000));
  const id = values.get("backupjobid") ?? values.get("copyjobid") ?? values.get("restorejobid");
  const resource = values.get("resourcearn");
  const [, , , region, accountId] = resource?.split(":") ?? [];
  return post({
    ...draftOf(kind, stateOf(verb), id, message.id, resource),
    version: message.receivedAt.toISOString(),
    explanation: values.get("statusmessage"),
    accountId: accountId || undefined,
    region: region || undefined,
    facts: [
      fact("Resource", resource),
      fact("Recovery point", values.get("recoverypointarn")),
      fact("Job", id),
    ],
    link: region ? { label: "Open in AWS Backup", url: backupJobsLink(region, kind) } : undefined,
  });
}

/** What follows each label, up to the next one. Keys are the labels in small letters without spaces. */
function labelled(body: string): ReadonlyMap<string, string> {
  const found = [...body.matchAll(label)];
  return new Map(
    found.map((match, index) => {
      const value = body.slice(match.index + match[0].length, found[index + 1]?.index);
      return [(match[1] ?? "").replaceAll(" ", "").toLowerCase(), value.trim().replace(/\.$/, "")];
    }),
  );
}

/** «completed successfully» → COMPLETED; a word we do not know stays as it is. */
function stateOf(verb: string): string {
  const word = verb.split(" ")[0]?.toUpperCase() ?? "";
  return word === "STOPPED" ? "ABORTED" : word;
}

const bands: ReadonlyMap<string, Weight["band"]> = new Map([
  ["COMPLETED", "ok"],
  ["CREATED", "info"],
  ["PENDING", "info"],
  ["RUNNING", "info"],
  ["STARTED", "info"],
  ["ABORTING", "low"],
  ["ABORTED", "low"],
  ["PARTIAL", "medium"],
  ["EXPIRED", "medium"],
  ["FAILED", "high"],
]);

function draftOf(
  kind: Kind,
  state: string | undefined,
  jobId: string | undefined,
  messageId: string,
  resource: string | undefined,
) {
  const name = kind === "backup" ? "Backup" : kind === "copy" ? "Copy of a backup" : "Restore of a backup";
  const what = resource?.split(/[:/]/).at(-1);
  return {
    key: jobId === undefined ? `event/${messageId}` : `backup/${jobId}`,
    kind: "backup-job",
    weight: { band: bands.get(state ?? "") ?? "medium" },
    headline:
      joined(
        [
          joined([name, what], kind === "backup" ? " of " : ", "),
          (state ?? "state not stated").toLowerCase(),
        ],
        ": ",
      ) ?? name,
  } satisfies Partial<Draft>;
}
