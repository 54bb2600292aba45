// AWS Support in a few lines: its cases are what the tests make of them.
import type { Communication } from "@orgwatch/core/support-cases/case";
import type { VirtualTime } from "@orgwatch/core/testing/virtual-time";
import type { CaseFacts } from "../../read-answer";
import type { SupportApi } from "../../support-api";

export const accountId = "444444444444";
export const caseId = `case-${accountId}-muen-2030-a1`;
export const start = "2030-01-07T08:50:00.000Z";

type Simulated = { readonly facts: CaseFacts; readonly communications: readonly Communication[] };

/** `open`, `say`, `change`, `forget` and `failWith` are what happens at AWS; a call takes 40 ms, and each page is one communication. */
export function simulatedSupport({ now, sleep }: Pick<VirtualTime, "now" | "sleep">) {
  const known = new Map<string, Simulated>();
  let failure: Error | undefined;
  const api: SupportApi = {
    describeCases: async function* ({ caseIds = [] }) {
      await sleep(40);
      if (failure) throw failure;
      yield caseIds.flatMap((id) => known.get(id)?.facts ?? []);
    },
    describeCommunications: async function* (id) {
      for (const one of known.get(id)?.communications ?? []) yield [one];
    },
  };
  return {
    api,
    known: () => [...known.values()],
    open: (id = caseId, timeCreated = start) => {
      const opening = {
        caseId: id,
        id: "opening",
        timeCreated,
        submittedBy: "jane@example.com",
        body: "Help",
      };
      known.set(id, { facts: factsOf(id, timeCreated), communications: [{ ...opening, attachments: [] }] });
    },
    say: (who: string, submittedBy: string, id = caseId) => {
      const { facts, communications } = known.get(id) ?? { facts: factsOf(id, start), communications: [] };
      const said = { caseId: id, id: `${who}-${communications.length}`, submittedBy, body: `${who} says` };
      const communication = { ...said, timeCreated: now().toISOString(), attachments: [] };
      known.set(id, { facts, communications: [...communications, communication] });
    },
    change: (facts: Partial<CaseFacts>, id = caseId) => {
      const before = known.get(id);
      if (before) known.set(id, { ...before, facts: { ...before.facts, ...facts } });
    },
    forget: (id = caseId) => known.delete(id),
    failWith: (error: Error) => {
      failure = error;
    },
  };
}

function factsOf(id: string, timeCreated: string): CaseFacts {
  return {
    caseId: id,
    displayId: id.slice(-8),
    subject: "Instance gone",
    status: "opened",
    serviceCode: "amazon-ec2",
    severityCode: "normal",
    timeCreated,
    lastActivityAt: timeCreated,
    ccEmailAddresses: [],
  };
}
