// The questions of the checks to PagerDuty's REST API (https://developer.pagerduty.com/api-reference).
import { z } from "zod";
import { askJson, headerSafe, NotAnswered, shaped } from "./ask-json";

export type PagerdutyService = { readonly id: string; readonly name: string };

/** An extension of type Slack V2. `consented` and `channel` are what authorising by hand leaves in its configuration. */
export type SlackExtension = {
  readonly name: string;
  readonly services: readonly string[];
  readonly consented: boolean;
  readonly channel: string | undefined;
  /** PagerDuty switches an extension off when Slack refused it for long. */
  readonly disabled: boolean;
};

/** Both reject with NotAnswered. */
export type PagerdutyRest = {
  readonly services: (token: string) => Promise<readonly PagerdutyService[]>;
  readonly slackExtensions: (token: string) => Promise<readonly SlackExtension[]>;
};

const perPage = 100;
/** PagerDuty's own limit to paging by offset is 10,000 rows. */
const mostPages = 100;

const page = z.looseObject({ more: z.boolean().nullish() });
const service = z.object({ id: z.string(), name: z.string() });
const schema = z.object({ id: z.string(), label: z.string().nullish(), summary: z.string().nullish() });
const text = z.string().min(1).optional().catch(undefined);
// What Slack answered at the consent, as PagerDuty keeps it: issues 73 and 94 of PagerDuty/terraform-provider-pagerduty.
const config = z
  .object({
    access_token: text,
    incoming_webhook: z.object({ channel: text, channel_id: text, url: text }).optional().catch(undefined),
  })
  .nullish()
  .catch(undefined);
const extension = z.object({
  name: z.string(),
  extension_schema: z.object({ id: z.string() }),
  extension_objects: z.array(z.object({ id: z.string() })),
  temporarily_disabled: z.boolean().nullish(),
  config,
});

/** `url` is `https://api.pagerduty.com`. */
export function pagerdutyRest(url: string, fetcher: typeof fetch): PagerdutyRest {
  const all = <Row extends z.ZodType>(name: string, row: Row, token: string) =>
    allPages(name, row, `${url}/${name}`, token, fetcher);
  return {
    services: (token) => all("services", service, token),
    slackExtensions: async (token) => {
      const schemas = await all("extension_schemas", schema, token);
      const slack = schemas.filter((one) => /^slack v2$/i.test(one.label ?? one.summary ?? ""));
      const extensions = await all("extensions", extension, token);
      return extensions
        .filter((one) => slack.some(({ id }) => id === one.extension_schema.id))
        .map(readExtension);
    },
  };
}

/** The names of all schedules that the key sees; rejects with NotAnswered. `url` is `https://api.pagerduty.com`. */
export function pagerdutySchedules(
  url: string,
  fetcher: typeof fetch,
): (token: string) => Promise<readonly string[]> {
  return async (token) =>
    (await allPages("schedules", service, `${url}/schedules`, token, fetcher)).map(({ name }) => name);
}

function readExtension(given: z.output<typeof extension>): SlackExtension {
  const hook = given.config?.incoming_webhook;
  return {
    name: given.name,
    services: given.extension_objects.map(({ id }) => id),
    // A read-only key may be shown less than the token itself.
    consented: given.config?.access_token !== undefined || hook?.url !== undefined,
    channel: hook?.channel ?? hook?.channel_id,
    disabled: given.temporarily_disabled ?? false,
  };
}

async function allPages<Row extends z.ZodType>(
  name: string,
  row: Row,
  url: string,
  token: string,
  fetcher: typeof fetch,
): Promise<z.output<Row>[]> {
  const headers = {
    authorization: `Token token=${headerSafe(token, "PagerDuty")}`,
    accept: "application/vnd.pagerduty+json;version=2",
  };
  const rows: z.output<Row>[] = [];
  for (let index = 0; index < mostPages; index += 1) {
    const query = new URLSearchParams({ limit: String(perPage), offset: String(index * perPage) });
    const asked = { url: `${url}?${query}`, method: "GET", headers, whom: "PagerDuty" } as const;
    const { status, body } = await askJson(asked, fetcher);
    if (status === 401 || status === 403)
      throw new NotAnswered(`PagerDuty refused the API key (HTTP ${status}, ${name})`);
    if (status !== 200) throw new NotAnswered(`PagerDuty answered with HTTP ${status} (${name})`);
    const parsed = shaped(page, body, "PagerDuty");
    rows.push(...shaped(z.array(row), parsed[name], "PagerDuty"));
    if (parsed.more !== true) return rows;
  }
  throw new NotAnswered(`PagerDuty has more than ${mostPages * perPage} ${name}`);
}
