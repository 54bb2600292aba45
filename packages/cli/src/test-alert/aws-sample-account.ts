// GuardDuty and STS behind `SampleAccount`.
import {
  CreateSampleFindingsCommand,
  GetFindingsCommand,
  type GuardDutyClient,
  ListDetectorsCommand,
  ListFindingsCommand,
} from "@aws-sdk/client-guardduty";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { z } from "zod";
import { NoDetector, type SampleAccount } from "./sample-account";

/** As many as GetFindings takes. */
const looked = 50;

const finding = z.object({
  Id: z.string(),
  AccountId: z.string(),
  Title: z.string(),
  Type: z.string(),
  Severity: z.number(),
  UpdatedAt: z.string(),
  Service: z.object({ Count: z.number().optional() }).optional(),
});

/** The account of these clients; its findings are those of its own detector. */
export function awsSampleAccount(region: string, guardDuty: GuardDutyClient, sts: STSClient): SampleAccount {
  const accountId = async () => {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return z.string().parse(Account);
  };
  return {
    accountId,
    samples: async (types) => {
      const own = await accountId();
      const DetectorId = await detectorOf(region, guardDuty);
      const listed = await guardDuty.send(
        new ListFindingsCommand({
          DetectorId,
          MaxResults: looked,
          SortCriteria: { AttributeName: "updatedAt", OrderBy: "DESC" },
          // An administrator's detector has its members' findings too.
          FindingCriteria: { Criterion: { type: { Equals: [...types] }, accountId: { Equals: [own] } } },
        }),
      );
      const FindingIds = listed.FindingIds ?? [];
      if (FindingIds.length === 0) return [];
      const { Findings = [] } = await guardDuty.send(new GetFindingsCommand({ DetectorId, FindingIds }));
      return Findings.map((one) => finding.parse(one))
        .filter(({ Title, AccountId }) => AccountId === own && /^\[SAMPLE\]/i.test(Title))
        .map(({ Id: id, Type: type, Severity: severity, UpdatedAt, Service }) => ({
          ...{ id, type, severity },
          updatedAt: new Date(UpdatedAt).toISOString(),
          count: Service?.Count ?? 1,
        }));
    },
    create: async (type) => {
      const DetectorId = await detectorOf(region, guardDuty);
      await guardDuty.send(new CreateSampleFindingsCommand({ DetectorId, FindingTypes: [type] }));
    },
  };
}

/** An account has one detector in a region at most. @throws NoDetector when it has none */
export async function detectorOf(region: string, guardDuty: GuardDutyClient): Promise<string> {
  const { DetectorIds: [detector] = [] } = await guardDuty.send(new ListDetectorsCommand({}));
  if (detector === undefined) throw new NoDetector(region);
  return detector;
}
