// AWS Support's API as the account that the cases belong to: all pages, in our words.
import {
  paginateDescribeCases,
  paginateDescribeCommunications,
  SupportClient,
} from "@aws-sdk/client-support";
import { sts } from "@orgwatch/core/aws";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { credentialsIn, type RoleCredentials, roleSessions } from "@orgwatch/core/organization/role-sessions";
import { partitionOfRegion } from "@orgwatch/core/partition";
import type { Communication } from "@orgwatch/core/support-cases/case";
import { type CaseFacts, caseFactsOf, communicationOf } from "./read-answer";
import { isUnknownCase, supportProblem } from "./support-errors";

/**
 * At most 100 ids, or all cases created after `afterTime` (ISO), or with neither all that AWS keeps. Resolved ones are included, but with
 * `openOnly`.
 */
export type CaseQuery = {
  readonly caseIds?: readonly string[];
  readonly afterTime?: string;
  readonly openOnly?: true;
};

/**
 * One account's cases. Pages are read as they are asked for; a page that fails throws: NotEntitled, NoRole, TryLater, or the SDK's error
 * for a call that AWS calls invalid. A case id that is not known gives no page.
 */
export type SupportApi = {
  readonly describeCases: (query: CaseQuery) => AsyncIterable<readonly CaseFacts[]>;
  readonly describeCommunications: (caseId: string) => AsyncIterable<readonly Communication[]>;
};

/** The role in every account; `manifest.ts` declares it. */
const roleName = "GetSupportInfoRole";
const pageSize = 100;

/** The API of each account, in the given region (where the partition has its Support endpoint). `sessionName` is what CloudTrail shows. */
export function supportIn(options: {
  readonly region: string;
  readonly sessionName: () => string;
  readonly now: () => Date;
}): (accountId: string) => SupportApi {
  const { region, sessionName, now } = options;
  const session = roleSessions({ assumeRole: assumeRoleWith(sts()), sessionName, now });
  const credentialsFor = credentialsIn(session, partitionOfRegion(region));
  const clientOf = clientsIn(region);
  return (accountId) =>
    supportApi(
      clientOf(accountId, () => credentialsFor(accountId, roleName)),
      accountId,
    );
}

/**
 * The API behind a client. The paginators of the SDK follow every token; a page that fails is tried again by the client, then thrown.
 */
export function supportApi(client: SupportClient, accountId: string): SupportApi {
  return {
    describeCases: ({ caseIds, afterTime, openOnly }) => {
      const query = {
        includeResolvedCases: openOnly !== true,
        includeCommunications: true,
        ...(caseIds === undefined ? {} : { caseIdList: [...caseIds] }),
        ...(afterTime === undefined ? {} : { afterTime }),
      };
      const pages = paginateDescribeCases({ client, pageSize }, query);
      return read(accountId, pages, ({ cases }) => (cases ?? []).flatMap(caseFactsOf));
    },
    describeCommunications: (caseId) => {
      const pages = paginateDescribeCommunications({ client, pageSize }, { caseId });
      return read(accountId, pages, ({ communications }) =>
        (communications ?? []).map((one) => communicationOf(caseId, one)),
      );
    },
  };
}

async function* read<Page, Value>(
  accountId: string,
  pages: AsyncIterable<Page>,
  of: (page: Page) => readonly Value[],
): AsyncGenerator<readonly Value[]> {
  try {
    for await (const page of pages) yield of(page);
  } catch (error) {
    if (isUnknownCase(error)) return;
    throw supportProblem(accountId, error);
  }
}

/**
 * A client for each account, because a client has one identity and adapts its pace to one account's throttling. All share one pool of
 * connections. Without these limits the SDK waits for ever; four tries of 8 s leave time to say why.
 */
function clientsIn(region: string) {
  const clients = new Map<string, SupportClient>();
  return (accountId: string, credentials: () => Promise<RoleCredentials>): SupportClient => {
    const known = clients.get(accountId);
    if (known) return known;
    const [first] = clients.values();
    const requestHandler = first?.config.requestHandler ?? {
      connectionTimeout: 1000,
      requestTimeout: 8000,
      throwOnRequestTimeout: true,
    };
    const client = new SupportClient({
      region,
      credentials,
      maxAttempts: 4,
      retryMode: "adaptive",
      requestHandler,
    });
    clients.set(accountId, client);
    return client;
  };
}
