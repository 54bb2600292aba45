// Why GuardDuty thinks so: processes, malware, threat lists, and the signals and actors of an attack sequence.
import type { Fact } from "../notice";
import { lastFour } from "./access-key";
import { codeFact, fact, firstOf, joined } from "./compose";
import type { GuardDutyService } from "./guardduty-schema";

type Facts = readonly (Fact | undefined)[];

/** The evidence as facts; an empty list when the finding carries none. */
export function evidenceFacts(service: GuardDutyService | undefined): Facts {
  if (!service) return [];
  return [...attackSequence(service), ...runtime(service), ...malware(service), ...threatLists(service)];
}

function attackSequence({ detection }: GuardDutyService): Facts {
  const sequence = detection?.sequence;
  if (!sequence) return [];
  return [
    fact(
      "Signals",
      firstOf(
        sequence.signals.map((signal) => {
          const times = signal?.count !== undefined && signal.count > 1 ? `×${signal.count}` : undefined;
          return joined([signal?.name ?? signal?.type, times], " ");
        }),
        6,
      ),
    ),
    fact(
      "Who",
      firstOf(
        sequence.actors.map((actor) =>
          joined([
            joined([actor?.user?.type, actor?.user?.name ?? actor?.user?.uid ?? actor?.id], " "),
            actor?.session?.uid && `session ${actor.session.uid}`,
            lastFour(actor?.user?.credentialUid),
          ]),
        ),
        3,
      ),
    ),
    fact(
      "Resources",
      firstOf(
        sequence.resources.map((each) =>
          each?.resourceType === "ACCESS_KEY"
            ? lastFour(each.uid ?? each.name)
            : joined([each?.resourceType, each?.name ?? each?.uid], " "),
        ),
      ),
    ),
    fact(
      "From",
      firstOf(
        sequence.endpoints.map((endpoint) => {
          const { location, autonomousSystem: network } = endpoint ?? {};
          const details = joined([
            location?.city,
            location?.country,
            network?.name,
            network?.number && `AS${network.number}`,
          ]);
          return joined([endpoint?.ip ?? endpoint?.domain, details && `(${details})`], " ");
        }),
        3,
      ),
    ),
  ];
}

function runtime({ runtimeDetails }: GuardDutyService): Facts {
  const { process, context } = runtimeDetails ?? {};
  const lineage = (process?.lineage ?? []).map((each) => each?.executablePath ?? each?.name).toReversed();
  return [
    codeFact(
      "Process",
      joined([
        process?.executablePath ?? process?.name,
        process?.pid !== undefined ? `pid ${process.pid}` : undefined,
        process?.user && `user ${process.user}`,
      ]),
    ),
    codeFact("Started by", joined(lineage, " → ")),
    codeFact("Process's SHA-256", process?.executableSha256),
    codeFact("Target process", context?.targetProcess?.executablePath ?? context?.targetProcess?.name),
    codeFact("Command", context?.commandLineExample ?? context?.scriptPath),
  ];
}

function malware({ ebsVolumeScanDetails, malwareScanDetails }: GuardDutyService): Facts {
  const found = ebsVolumeScanDetails?.scanDetections?.threatDetectedByName?.threatNames ?? [];
  const threats = malwareScanDetails?.threats ?? [];
  const paths = [
    ...found.flatMap((threat) => (threat?.filePaths ?? []).map((file) => file?.filePath)),
    ...threats.flatMap((threat) => (threat?.itemPaths ?? []).map((item) => item?.nestedItemPath)),
  ];
  return [
    fact("Malware", firstOf([...found, ...threats].map((threat) => threat?.name))),
    codeFact("Files", firstOf(paths)),
  ];
}

function threatLists({ evidence, additionalInfo }: GuardDutyService): Facts {
  const details = evidence?.threatIntelligenceDetails ?? [];
  return [
    fact(
      "Threats",
      firstOf([...details.flatMap((each) => each?.threatNames ?? []), additionalInfo?.threatName]),
    ),
    fact(
      "Threat list",
      firstOf([...details.map((each) => each?.threatListName), additionalInfo?.threatListName]),
    ),
  ];
}
