// What a visitor of the page can make happen, and the commands the page suggests for a terminal.
import { z } from "zod";
import { rootSignIn } from "./cloudtrail/root-sign-in";
import { faultActions } from "./fault-actions";
import type { Gateway } from "./gateway";
import { raiseFinding } from "./guardduty/raise-finding";
import { sampleTypes } from "./guardduty/sample-types";
import type { SandboxOrganization } from "./organization";
import type { PageDescription, PageField } from "./page/page-state";
import type { PageAction } from "./page/sandbox-page";
import { caseActions } from "./sample-cases";
import { createSampleFindings } from "./sample-findings";
import type { SlackStandIn } from "./slack/slack-stand-in";

export type SandboxParts = {
  readonly gateway: Gateway;
  readonly organization: SandboxOrganization;
  readonly slack: SlackStandIn;
  readonly letTimePass: (milliseconds: number) => Promise<void>;
};

/** The page's own description: where the sandbox listens, what to type, what is broken on purpose. */
export function describeSandbox(gateway: Gateway, { accounts }: SandboxOrganization): PageDescription {
  const account = accounts.find(({ name }) => name === "acme-payments-prod");
  const aws = `AWS_ACCESS_KEY_ID=${account?.id} AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${gateway.url} --region us-west-2`;
  return {
    endpoint: gateway.url,
    commands: [
      {
        title: "A sample finding in acme-payments-prod",
        command:
          `${aws} guardduty create-sample-findings --finding-types Backdoor:EC2/C\\&CActivity.B ` +
          `--detector-id $(${aws} guardduty list-detectors --query 'DetectorIds[0]' --output text)`,
      },
      { title: "Its topics and queues", command: `${aws} sqs list-queues` },
    ],
    faults: gateway.faults.list().map(({ service, operation, kind, share, hits }) => {
      const percent = `${Math.round(share * 100)} %`;
      return `${service} ${operation}: ${kind} in ${percent} of the calls, ${hits} so far`;
    }),
  };
}

/** The page's forms, in their order. */
export function sandboxActions(parts: SandboxParts): Readonly<Record<string, PageAction>> {
  const { gateway, organization } = parts;
  const where = placeFields(organization);
  const placeShape = z.object({ accountId: z.string(), region: z.string() });
  return {
    "sample-finding": {
      label: "Create a sample finding",
      hint: "GuardDuty's own CreateSampleFindings. The same type again updates the finding.",
      fields: [...where, typeField],
      run: async (input) => {
        const { type, ...place } = placeShape.extend({ type: z.string() }).parse(input);
        await createSampleFindings({ endpoint: gateway.url, ...place }, [type]);
      },
    },
    finding: {
      label: "Raise a real finding",
      hint: "As if GuardDuty had seen it. Raise the same id again with a higher severity to see the thread.",
      fields: [
        ...where,
        typeField,
        { name: "severity", label: "Severity", kind: "number", value: 5 },
        { name: "id", label: "Finding id (to see it again)", kind: "text", value: "" },
      ],
      run: async (input) => {
        const shape = placeShape.extend({
          type: z.string(),
          severity: z.coerce.number().min(1).max(10),
          id: z.string(),
        });
        const { type, severity, id, ...place } = shape.parse(input);
        const finding = await raiseFinding(gateway, place, { type, severity, ...(id ? { id } : {}) });
        return { message: `Raised ${finding.id}` };
      },
    },
    "root-sign-in": {
      label: "Sign in as root",
      fields: [
        where[0],
        { name: "success", label: "The password was right", kind: "checkbox", value: true },
        { name: "mfa", label: "With MFA", kind: "checkbox", value: false },
      ],
      run: async (input) => {
        const shape = z.object({ accountId: z.string(), success: z.boolean(), mfa: z.boolean() });
        await rootSignIn(gateway, { ...shape.parse(input), ip: "198.51.100.7" });
      },
    },
    ...caseActions(gateway, where[0]),
    ...faultActions(parts),
  };
}

const typeField: PageField = {
  name: "type",
  label: "Finding type",
  kind: "select",
  options: sampleTypes.map(({ type, severity }) => ({ value: type, label: `${type} (${severity})` })),
};

function placeFields({ accounts, regions }: SandboxOrganization): readonly [PageField, PageField] {
  const active = accounts.filter(({ state }) => state === "ACTIVE");
  return [
    {
      name: "accountId",
      label: "Account",
      kind: "select",
      options: active.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
    },
    {
      name: "region",
      label: "Region",
      kind: "select",
      options: regions.map((value) => ({ value, label: value })),
    },
  ];
}
