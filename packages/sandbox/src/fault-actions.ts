// What a visitor of the page can break, and mend again, and how time passes meanwhile.
import { z } from "zod";
import type { PageAction } from "./page/sandbox-page";
import type { SandboxParts } from "./page-actions";

const faultKinds = ["throttle", "error", "reset", "latency"] as const;

/** The forms about faults, in their order. */
export function faultActions({
  gateway,
  slack,
  letTimePass,
}: SandboxParts): Readonly<Record<string, PageAction>> {
  return {
    "break-slack": {
      label: "Break Slack",
      hint: "A share of all calls to Slack fails from now on. Nothing may get lost.",
      fields: [
        {
          name: "kind",
          label: "How",
          kind: "select",
          options: faultKinds.map((kind) => ({ value: kind, label: kind })),
        },
        { name: "percent", label: "Share (%)", kind: "number", value: 50 },
      ],
      run: async (input) => {
        const shape = z.object({ kind: z.enum(faultKinds), percent: z.coerce.number().min(1).max(100) });
        const { kind, percent } = shape.parse(input);
        gateway.faults.add({ service: "slack", operation: "*", kind, share: percent / 100 });
      },
    },
    "break-pagerduty": {
      label: "Break PagerDuty",
      hint: "Every call to PagerDuty fails from now on. Let time pass, and the failover tells it in Slack.",
      run: async () => {
        gateway.faults.add({ service: "pagerduty", operation: "*", kind: "error", share: 1 });
      },
    },
    "five-minutes": {
      label: "Let five minutes pass",
      hint: "The sandbox's clock jumps: heartbeats are sent, waiting messages come back, alarms are evaluated.",
      run: () => letTimePass(5 * 60_000),
    },
    "revoke-token": {
      label: "Revoke the bot token",
      hint: "Messages then go out through the failover webhook.",
      run: async () => slack.revoke(),
    },
    mend: {
      label: "Mend everything",
      run: async () => {
        gateway.faults.clear();
        slack.restore();
      },
    },
  };
}
