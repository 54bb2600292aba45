// The operations on findings, which moto does not have.
import { textsOf } from "../gateway/read-json";
import { countFindings } from "./count-findings";
import { inOrder, meeting, pageOf } from "./find-findings";
import type { Finding } from "./finding";
import {
  type GuardDutyCall,
  type GuardDutyParts,
  GuardDutyRefused,
  type Operation,
  ownDetector,
  visibleAccounts,
} from "./operation";
import { type SampleType, sampleTypeOf, sampleTypes } from "./sample-types";

const maximumIds = 50;

const createSampleFindings: Operation = async (parts, call) => {
  const detectorId = await ownDetector(parts, call);
  for (const type of requestedTypes(call.parameters.findingTypes)) {
    await parts.findings.sample(type, { ...call.place, detectorId });
  }
  return {};
};

const listFindings: Operation = async (parts, call) => {
  const { findingCriteria, sortCriteria, maxResults, nextToken } = call.parameters;
  const found = meeting(await visible(parts, call), findingCriteria);
  const paged = pageOf(inOrder(found, sortCriteria), maxResults, nextToken);
  return { findingIds: paged.page.map(({ id }) => id), nextToken: paged.nextToken };
};

const getFindings: Operation = async (parts, call) => {
  const ids = new Set(requestedIds(call));
  const found = (await visible(parts, call)).filter(({ id }) => ids.has(id));
  return { findings: inOrder(found, call.parameters.sortCriteria) };
};

const getFindingsStatistics: Operation = async (parts, call) => {
  const found = meeting(await visible(parts, call), call.parameters.findingCriteria);
  return { findingStatistics: countFindings(found, call.parameters.groupBy) };
};

const setArchived =
  (archived: boolean): Operation =>
  async (parts, call) => {
    const ids = new Set((await visible(parts, call)).map(({ id }) => id));
    const wanted = requestedIds(call);
    parts.findings.setArchived(
      wanted.filter((id) => ids.has(id)),
      archived,
    );
    return {};
  };

/** By the API's names. */
export const findingOperations: Readonly<Record<string, Operation>> = {
  CreateSampleFindings: createSampleFindings,
  ListFindings: listFindings,
  GetFindings: getFindings,
  GetFindingsStatistics: getFindingsStatistics,
  ArchiveFindings: setArchived(true),
  UnarchiveFindings: setArchived(false),
};

async function visible(parts: GuardDutyParts, call: GuardDutyCall): Promise<readonly Finding[]> {
  await ownDetector(parts, call);
  return parts.findings.of(visibleAccounts(parts, call.place), call.place.region);
}

function requestedIds({ parameters }: GuardDutyCall): readonly string[] {
  const ids = textsOf(parameters.findingIds);
  if (ids.length > maximumIds) throw new GuardDutyRefused("the number of finding ids is more than 50.");
  return ids;
}

/** All listed types when none is asked for. */
function requestedTypes(requested: unknown): readonly SampleType[] {
  const names = textsOf(requested);
  if (names.length === 0) return sampleTypes;
  return names.map((name) => {
    const type = sampleTypeOf(name);
    if (!type) throw new GuardDutyRefused(`the finding type ${name} is not valid.`);
    return type;
  });
}
