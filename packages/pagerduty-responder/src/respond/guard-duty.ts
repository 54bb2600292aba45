// Findings over the AWS SDK, in each watched region.
import {
  ArchiveFindingsCommand,
  BadRequestException,
  GetFindingsCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from "@aws-sdk/client-guardduty";
import { TryLater } from "@orgwatch/core/errors";
import { type Findings, FindingsRefused } from "./findings";

/** A client for each region, made when it is first needed. It gives up before the lambda is ended, like the runtime's own clients. */
export function guardDutyClients(): (region: string) => GuardDutyClient {
  const clients = new Map<string, GuardDutyClient>();
  const requestHandler = { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true };
  return (region) => {
    const client =
      clients.get(region) ??
      new GuardDutyClient({ region, maxAttempts: 3, retryMode: "adaptive", requestHandler });
    clients.set(region, client);
    return client;
  };
}

/** Findings by the clients of the regions. A region's detector is looked up once; without one it has no findings. */
export function guardDutyFindings(clientOf: (region: string) => GuardDutyClient): Findings {
  const detectors = new Map<string, string>();

  async function detectorOf(region: string): Promise<string | undefined> {
    const known = detectors.get(region);
    if (known !== undefined) return known;
    const { DetectorIds = [] } = await clientOf(region).send(new ListDetectorsCommand({}));
    const [detector] = DetectorIds;
    if (detector !== undefined) detectors.set(region, detector);
    return detector;
  }

  async function call<Result>(
    region: string,
    work: (client: GuardDutyClient, DetectorId: string) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      const detector = await detectorOf(region);
      return detector === undefined ? undefined : await work(clientOf(region), detector);
    } catch (error) {
      // It may be about the detector: somebody made a new one.
      detectors.delete(region);
      throw problemOf(region, error);
    }
  }

  return {
    get: async (region, ids) => {
      const answer = await call(region, (client, DetectorId) =>
        client.send(new GetFindingsCommand({ DetectorId, FindingIds: [...ids] })),
      );
      return (answer?.Findings ?? []).flatMap(({ Id, Service }) =>
        Id === undefined
          ? []
          : [{ id: Id, archived: Service?.Archived ?? false, lastSeen: Service?.EventLastSeen }],
      );
    },
    archive: async (region, ids) => {
      await call(region, (client, DetectorId) =>
        client.send(new ArchiveFindingsCommand({ DetectorId, FindingIds: [...ids] })),
      );
    },
  };
}

/** Throttling, an outage or a missing permission say nothing about the findings: they wait until time or somebody mends that. */
function problemOf(region: string, error: unknown): Error {
  const cause = { cause: error };
  return error instanceof BadRequestException
    ? new FindingsRefused(`GuardDuty in ${region} refused the findings`, cause)
    : new TryLater(`GuardDuty in ${region} cannot be used`, cause);
}
