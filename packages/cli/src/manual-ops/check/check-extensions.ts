// Whether PagerDuty may write into each team's Slack channel.
import { pagerdutyName } from "@orgwatch/manifest/names";
import { cleanLine } from "../../terminal";
import { done, type Finding, notAnswered, notChecked, open } from "./finding";
import type { PagerdutyRest, PagerdutyService, SlackExtension } from "./pagerduty-rest";

const operation = "pagerduty-slack-extension";
/** What the names of all services of the stack `pagerduty` begin with. */
const ours = pagerdutyName("");
const authorise =
  "in PagerDuty, Integrations, Extensions: Authorize at the extension's gear, choose the channel, save";

/** One finding for each service of Orgwatch. `token` may reject or be undefined when there is none. Never rejects. */
export async function checkExtensions(
  token: () => Promise<string | undefined>,
  pagerduty: PagerdutyRest,
): Promise<readonly Finding[]> {
  try {
    const key = await token();
    if (key === undefined)
      return [
        notChecked(operation, "PagerDuty", "there is no API key: set PAGERDUTY_TOKEN or store it in SSM"),
      ];
    const services = (await pagerduty.services(key)).filter(({ name }) => name.startsWith(ours));
    if (services.length === 0)
      return [
        open(operation, "PagerDuty", "no service is called Orgwatch <team>", "apply the stack pagerduty"),
      ];
    const extensions = await pagerduty.slackExtensions(key);
    return services.map((service) => ofService(service, extensions));
  } catch (error) {
    return [notAnswered(operation, "PagerDuty", error)];
  }
}

/** One good extension is enough: a second one that somebody left behind does no harm. */
function ofService({ id, name }: PagerdutyService, extensions: readonly SlackExtension[]): Finding {
  const where = cleanLine(name, 80);
  const here = extensions.filter(({ services }) => services.includes(id));
  const good = here.find(
    ({ consented, channel, disabled }) => consented && channel !== undefined && !disabled,
  );
  if (good !== undefined)
    return done(operation, where, cleanLine(`authorised, writes to ${good.channel}`, 120));
  const [first] = here;
  if (first === undefined)
    return open(
      operation,
      where,
      "has no extension Slack V2",
      "apply the stack pagerduty, then authorise it",
    );
  if (!first.consented) return open(operation, where, "its Slack extension is not authorised", authorise);
  if (first.channel === undefined)
    return open(operation, where, "its Slack extension has no channel", authorise);
  const enable = "in PagerDuty, Integrations, Extensions: Enable at the extension's gear";
  return open(operation, where, "PagerDuty switched its Slack extension off after failures", enable);
}
