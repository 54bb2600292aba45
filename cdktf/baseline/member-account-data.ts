// The member baseline as data for terraform/modules/member-account, which brings it to accounts that StackSets do not reach. scripts/write-docs
// keeps the module's file.
import { lambdas, memberRoles } from "@orgwatch/lambdas/all";
import { rootUse } from "@orgwatch/manifest/alerting-rules";
import { roleName } from "@orgwatch/manifest/names";
import { ruleStateOf, wantedBy } from "./forwarded-events";

/** What the module puts its own input into. */
const homeRegion = "<home_region>";
/** The stack that every organization has. */
const alwaysThere = "infrasec-admin-global";

/** All that any configuration forwards, and all roles, with the stack that needs them; `null` for what every organization has. */
export function memberAccountData() {
  const forwards = [
    ...rootUse.map((event) => ({ event, stack: alwaysThere })),
    ...lambdas.flatMap((lambda) => wantedBy(lambda).map((event) => ({ event, stack: lambda.stack }))),
  ];
  return {
    "//": "Written by scripts/write-docs.ts from the manifests; changes here are lost",
    forwards: forwards.map(({ event, stack }) => ({
      name: `orgwatch-forward-${event.name}`,
      words: event.words,
      job: stack === alwaysThere ? null : stack,
      state: ruleStateOf(event),
      pattern: event.pattern,
    })),
    roles: memberRoles.map(
      ({ roleName: name, summary, stack, usedBy, actions, because, conditioned = [] }) => ({
        name,
        summary,
        job: stack,
        trusted: usedBy.map((lambda) => roleName(lambda, homeRegion)),
        actions,
        because,
        conditioned,
      }),
    ),
  };
}
