// Support cases that a visitor of the page opens, AWS answers and somebody resolves; and who has no support plan.
import { CreateCaseCommand, ResolveCaseCommand, SupportClient } from "@aws-sdk/client-support";
import { z } from "zod";
import { adminOf } from "./admin";
import type { Gateway } from "./gateway";
import type { SandboxOrganization } from "./organization";
import type { PageField } from "./page/page-state";
import type { PageAction } from "./page/sandbox-page";
import { supportRegion } from "./support/case-event";
import { severityCodes } from "./support/support-case";

/** Accounts in which every call about support cases is refused, as in real organizations some are. */
const accountsWithoutPlan = ["acme-dev"];

/** Leaves the accounts of the organization that are to have none without a support plan. */
export function endSomePlans(
  { supportCases }: Pick<Gateway, "supportCases">,
  { accounts }: Pick<SandboxOrganization, "accounts">,
): void {
  for (const { id, name } of accounts) if (accountsWithoutPlan.includes(name)) supportCases.endPlan(id);
}

const caseShape = z.object({
  accountId: z.string(),
  subject: z.string().min(1),
  severity: z.enum(severityCodes),
  text: z.string().min(1),
});

export type SampleCase = z.output<typeof caseShape>;

/** CreateCase, as the account's administrator. Answers the case's id; throws what AWS Support answers. */
export async function openCase(
  endpoint: string,
  { accountId, subject, severity, text }: SampleCase,
): Promise<string> {
  return asAdministrator(endpoint, accountId, async (client) => {
    const code = { serviceCode: "amazon-elastic-compute-cloud-linux", categoryCode: "instance-issue" };
    const words = { subject, communicationBody: text, severityCode: severity };
    const { caseId } = await client.send(new CreateCaseCommand({ ...code, ...words, language: "en" }));
    return z.string().parse(caseId);
  });
}

type SupportGateway = Pick<Gateway, "url" | "supportCases">;

/** The page's forms about support cases, in their order. `account` lets a visitor choose one. */
export function caseActions(
  { url, supportCases }: SupportGateway,
  account: PageField,
): Readonly<Record<string, PageAction>> {
  const newestOpen = () => {
    const found = supportCases.newestOpen();
    if (!found) throw new Error("There is no open support case");
    return found;
  };
  return {
    "open-case": {
      label: "Open a support case",
      hint: `AWS Support's own CreateCase. ${accountsWithoutPlan.join(", ")} has no support plan.`,
      fields: [account, subjectField, severityField, textField("The instance does not answer since 09:00.")],
      run: async (input) => ({ message: `Opened ${await openCase(url, caseShape.parse(input))}` }),
    },
    "aws-answers": {
      label: "AWS answers",
      hint: "In the newest support case that is open.",
      fields: [textField("We see a failed host and are moving your instance.")],
      run: async (input) => {
        const { text } = caseShape.pick({ text: true }).parse(input);
        const { accountId, caseId, subject } = newestOpen();
        await supportCases.answerAsAws(accountId, caseId, text);
        return { message: `AWS answered in “${subject}”` };
      },
    },
    "resolve-case": {
      label: "Resolve the case",
      hint: "The newest support case that is open, by ResolveCase.",
      run: async () => {
        const { accountId, caseId, subject } = newestOpen();
        await asAdministrator(url, accountId, (client) => client.send(new ResolveCaseCommand({ caseId })));
        return { message: `“${subject}” is resolved` };
      },
    },
  };
}

const subjectField: PageField = {
  name: "subject",
  label: "Subject",
  kind: "text",
  value: "Instance unreachable",
};

const severityField: PageField = {
  name: "severity",
  label: "Severity",
  kind: "select",
  options: severityCodes.map((value) => ({ value, label: value })),
};

function textField(value: string): PageField {
  return { name: "text", label: "Text", kind: "text", value };
}

async function asAdministrator<Value>(
  endpoint: string,
  accountId: string,
  work: (client: SupportClient) => Promise<Value>,
): Promise<Value> {
  const client = new SupportClient(adminOf(endpoint, accountId, supportRegion));
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
