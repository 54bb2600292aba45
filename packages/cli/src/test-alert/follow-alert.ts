// From the sample to the end of its way, told as it goes; then the sample is archived.
import { findingKey } from "@orgwatch/core/notice/finding-key";
import { bandOf } from "@orgwatch/core/severity";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { cleanLine, type Terminal } from "../terminal";
import { wordsOf } from "../words-of-error";
import type { AlertRegion } from "./alert-region";
import { gatherEvidence, noEvidence } from "./evidence";
import { followRecords, type Records } from "./follow-records";
import { makeSample } from "./make-sample";
import { notifiers, readWay } from "./read-way";
import { looksAsText, stopsAsText } from "./render-alert";
import type { SampleAccount, SampleFinding } from "./sample-account";
import { type Known, stopsOf } from "./stops-of";
import { whatToLookAt } from "./what-to-look-at";

/** One of these types is made, in that account. */
export type Asked = {
  readonly types: readonly string[];
  readonly accountId: string;
  readonly region: string;
  readonly keep: boolean;
};

export type FollowTools = {
  readonly account: SampleAccount;
  readonly watched: AlertRegion;
  readonly terminal: Terminal;
  readonly manifests: readonly LambdaManifest[];
  readonly timeZone: string;
  readonly now: () => Date;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/**
 * Prints the way and what to look at; answers the exit code. Rejects when the sample cannot be made, or the log cannot be read; a sample that
 * was made is archived even so.
 */
export async function followAlert(asked: Asked, tools: FollowTools): Promise<number> {
  const startedAt = tools.now();
  const sample = await makeSample(asked.types, tools.account, tools);
  tools.terminal.out(`${sampleWords(sample, asked)}\n\n`);
  let complete = false;
  let tidy = false;
  try {
    complete = tellWay(await followSample(sample, asked.region, startedAt, tools), asked.region, tools);
  } finally {
    tidy = asked.keep || (await archive(sample, tools));
  }
  if (asked.keep) tools.terminal.out("\nIt is kept: archive it in GuardDuty, or by the button in Slack.\n");
  return complete && tidy ? 0 : 1;
}

function sampleWords({ type, severity }: SampleFinding, { accountId, region }: Asked): string {
  const band = bandOf(severity);
  return `Sample finding ${cleanLine(type, 100)}, severity ${severity.toFixed(1)} (${band}), in the account ${accountId}, ${region}`;
}

type Followed = Known & { readonly interrupted: boolean };

/** Whether nothing was missed. */
function tellWay(
  followed: Followed,
  region: string,
  { terminal, timeZone, manifests }: FollowTools,
): boolean {
  const stops = stopsOf(followed);
  const impacts = new Map(
    notifiers.map(({ lambda }) => [lambda, manifests.find(({ name }) => name === lambda)?.impact ?? ""]),
  );
  terminal.out(stopsAsText(stops, followed.sample.updatedAt, { timeZone, colours: terminal.colours }));
  if (followed.interrupted)
    terminal.out("\nNot waited for any longer: what is missed here may still arrive.\n");
  else terminal.out(looksAsText(whatToLookAt(stops, followed, { region, impacts })));
  return stops.every(({ outcome }) => outcome !== "missed");
}

/** Whether it is archived now; a failure is told, and hides nothing of what was found out. */
async function archive({ id }: SampleFinding, { watched, terminal }: FollowTools): Promise<boolean> {
  try {
    if (await watched.archive(id)) {
      terminal.out("\nThe finding is archived; that ends its incident in PagerDuty within minutes.\n");
      return true;
    }
    terminal.err("orgwatch: GuardDuty does not show the finding as archived: archive it by hand\n");
  } catch (error) {
    terminal.err(`orgwatch: the finding is not archived: ${wordsOf(error)}\n`);
  }
  return false;
}

async function followSample(
  sample: SampleFinding,
  region: string,
  startedAt: Date,
  tools: FollowTools,
): Promise<Followed> {
  const { watched } = tools;
  const way = await readWay(sample.severity, watched);
  const services = way.legs.flatMap(({ service, by }) =>
    typeof by === "object" && "queue" in by ? [service] : [],
  );
  const key = findingKey({ region, findingId: sample.id });
  const { of: records, interrupted } =
    services.length === 0
      ? nothingAwaited
      : await followRecords({ key, version: sample.updatedAt, services }, watched, tools);
  const arrived = services.length > 0 && services.every((service) => records[service]?.state === "sent");
  const evidence = arrived ? noEvidence : await gatherEvidence(way, startedAt, watched);
  return { sample, way, records, evidence, channels: await watched.channelNames(), interrupted };
}

const nothingAwaited: Records = { of: {}, interrupted: false };
