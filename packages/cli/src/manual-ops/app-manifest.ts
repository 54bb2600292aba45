// The Slack app as it is installed from the repository (docs/slack-app-manifest.json): which rights its bot has.
import { z } from "zod";

const shape = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).min(1) }) }),
  settings: z.object({ interactivity: z.object({ is_enabled: z.literal(true), request_url: z.string() }) }),
});

/** `requestUrl` is a pattern: the HTTP API's address is put in when the app is made. */
export type AppManifest = { readonly scopes: readonly string[]; readonly requestUrl: string };

/**
 * Reads the manifest's JSON.
 * @throws Error when it is no Slack app manifest with bot scopes and interactivity.
 */
export function parseAppManifest(text: string): AppManifest {
  try {
    const { oauth_config, settings } = shape.parse(JSON.parse(text));
    return { scopes: oauth_config.scopes.bot, requestUrl: settings.interactivity.request_url };
  } catch (cause) {
    throw new Error("the Slack app manifest has another shape", { cause });
  }
}
