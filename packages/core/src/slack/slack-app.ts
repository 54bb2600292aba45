// The setting `slack-app`: which workspace and app may press buttons, and which people may act. Written by Terraform from org.config.ts.
import * as z from "zod/mini";

const slackAppShape = z.nullable(
  z.object({
    workspaceId: z.string(),
    appId: z.string(),
    /** Slack user ids of those who may act on findings. */
    responders: z.array(z.string()),
  }),
);

/** Undefined where no Slack app is configured: then no message has buttons, and no press is let in. */
export type SlackApp = NonNullable<z.output<typeof slackAppShape>> | undefined;

/** Reads the setting. @throws Error when it has another shape; its values are not repeated. */
export function parseSlackApp(setting: unknown): SlackApp {
  const parsed = slackAppShape.safeParse(setting);
  if (!parsed.success)
    throw new Error("The setting slack-app needs workspaceId, appId and responders, or null for no app");
  return parsed.data ?? undefined;
}
