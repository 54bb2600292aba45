// Security Hub findings of any product: each finding of the event is a message of its own.

import * as z from "zod/mini";
import { securityHubFindingLink } from "../../console-link";
import type { Reading, Weight } from "../notice";
import { fact, firstOf, isoTime, joined, post } from "./compose";
import type { BusEvent } from "./event";
import { fields, list, number, onDemand, text } from "./lenient";

const finding = onDemand(() =>
  z.object({
    Id: text,
    ProductName: text,
    ProductArn: text,
    CompanyName: text,
    AwsAccountId: text,
    Region: text,
    Title: text,
    Description: text,
    Types: list(text),
    Severity: fields({ Label: text, Normalized: number }),
    Compliance: fields({ Status: text, SecurityControlId: text }),
    Workflow: fields({ Status: text }),
    RecordState: text,
    Resources: list(fields({ Type: text, Id: text })),
    Remediation: fields({ Recommendation: fields({ Text: text, Url: text }) }),
    CreatedAt: text,
    UpdatedAt: text,
    FirstObservedAt: text,
    LastObservedAt: text,
  }),
);
type Finding = z.infer<ReturnType<typeof finding>>;

const labels: ReadonlyMap<string, Weight["band"]> = new Map([
  ["CRITICAL", "critical"],
  ["HIGH", "high"],
  ["MEDIUM", "medium"],
  ["LOW", "low"],
  ["INFORMATIONAL", "info"],
]);

/**
 * Reads one finding, the `index`-th of its event. Archived and suppressed ones are not posted. A custom action is somebody's wish to
 * show the finding, so it is posted each time.
 */
export function readSecurityHubFinding(event: BusEvent, value: unknown, index: number): Reading {
  const read = finding().parse(value);
  const { Id: id, RecordState: record, Workflow: workflow } = read;
  const wished = event.detailType === "Security Hub Findings - Custom Action";
  if (!wished && (record === "ARCHIVED" || workflow?.Status === "SUPPRESSED")) {
    return {
      skip: `Security Hub finding ${id ?? event.id} is ${record === "ARCHIVED" ? "archived" : "suppressed"}`,
    };
  }
  const accountId = read.AwsAccountId ?? event.account;
  const region = read.Region ?? event.region;
  return post({
    key:
      id === undefined || wished
        ? `event/${event.id}/${index}`
        : `securityhub/${accountId ?? "unknown"}/${id}`,
    version: isoTime(read.UpdatedAt) ?? isoTime(event.time),
    kind: "security-hub-finding",
    weight: weightOf(read),
    headline: read.Title ?? firstOf(read.Types, 1) ?? "Security Hub finding without a title",
    explanation: read.Description,
    accountId,
    region,
    facts: facts(read),
    seen: {
      first: isoTime(read.FirstObservedAt ?? read.CreatedAt),
      last: isoTime(read.LastObservedAt ?? read.UpdatedAt),
      count: undefined,
    },
    link:
      region === undefined || id === undefined
        ? undefined
        : { label: "Open in Security Hub", url: securityHubFindingLink(region, id) },
  });
}

function facts({ Severity: severity, Compliance: compliance, ...read }: Finding) {
  const advice = read.Remediation?.Recommendation;
  return [
    fact(
      "Severity",
      joined(
        [
          severity?.Label ??
            (severity?.Normalized === undefined ? "not stated in the finding, treated as medium" : undefined),
          severity?.Normalized !== undefined ? `(${severity.Normalized} of 100)` : undefined,
        ],
        " ",
      ),
    ),
    fact("Product", joined([read.CompanyName, read.ProductName], " ") ?? read.ProductArn),
    fact(
      "Resource",
      firstOf(
        read.Resources.map((each) => joined([each?.Type, each?.Id], " ")),
        3,
      ),
    ),
    fact("Control", compliance?.SecurityControlId),
    fact("Compliance", compliance?.Status),
    fact("Workflow", read.Workflow?.Status),
    fact("Type", firstOf(read.Types, 2)),
    fact("What to do", joined([advice?.Text, advice?.Url], " ")),
  ];
}

/** The label decides; without it the number on Security Hub's own scale; a check that passed or was resolved is no problem any more. */
function weightOf({ Severity: severity, Compliance: compliance, Workflow: workflow }: Finding): Weight {
  if (compliance?.Status === "PASSED" || workflow?.Status === "RESOLVED") return { band: "ok" };
  const label = labels.get(severity?.Label ?? "");
  if (label !== undefined) return { band: label };
  const score = severity?.Normalized;
  if (score === undefined) return { band: "medium" };
  if (score >= 90) return { band: "critical" };
  if (score >= 70) return { band: "high" };
  if (score >= 40) return { band: "medium" };
  return { band: score >= 1 ? "low" : "info" };
}
