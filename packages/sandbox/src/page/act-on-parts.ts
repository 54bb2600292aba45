// What a visitor does to an incident or a message, judged before it is done; a refusal says in words what is wrong.
import { z } from "zod";
import type { PageParts } from "./page-parts";
import type { PagePerson } from "./page-state";

/** What goes back to the page: `result` or `error` in the body. */
export type PageReply = { readonly status: number; readonly body: unknown };

const actShape = z.object({ person: z.string() });
const pressShape = z.object({
  channel: z.string(),
  ts: z.string(),
  actionId: z.string(),
  userId: z.string(),
});

/** Acknowledges or resolves: `path` is `<incident id>/<acknowledge|resolve>`, the body `{"person":"<id of one of the people>"}`. */
export function actOnIncident({ pagerDuty, people }: PageParts, path: string, body: Buffer): PageReply {
  const [id = "", action, ...more] = path.split("/");
  const incident = pagerDuty?.incidents().find((one) => one.id === id);
  if (!pagerDuty || !incident) return refuse(404, `There is no incident ${id}`);
  if ((action !== "acknowledge" && action !== "resolve") || more.length > 0)
    return refuse(404, "An incident can be acknowledged and resolved, nothing else");
  const input = actShape.safeParse(jsonOf(body));
  if (!input.success) return refuse(400, 'Say who acts: {"person":"<id>"}');
  const person = findPerson(people, input.data.person);
  if (!person) return refuse(400, `Nobody here has the id ${input.data.person}`);
  if (incident.status === "resolved") return refuse(400, `Incident #${incident.number} is resolved already`);
  try {
    pagerDuty.act(id, action, person.name);
    return { status: 200, body: { result: null } };
  } catch (error) {
    return refuse(400, wordsOf(error));
  }
}

/** Presses a Slack button: the body is a `Press`. The result tells the status with which Orgwatch answered, whatever it was. */
export async function pressButton({ press, people }: PageParts, body: Buffer): Promise<PageReply> {
  if (!press) return refuse(404, "Slack's buttons reach nobody in this sandbox");
  const input = pressShape.safeParse(jsonOf(body));
  if (!input.success)
    return refuse(400, "Say which button, and who presses: channel, ts, actionId and userId");
  if (!findPerson(people, input.data.userId))
    return refuse(400, `Nobody here has the id ${input.data.userId}`);
  try {
    const { status } = await press(input.data);
    return { status: 200, body: { result: { status } } };
  } catch (error) {
    return refuse(400, wordsOf(error));
  }
}

function findPerson(people: readonly PagePerson[] | undefined, wanted: string): PagePerson | undefined {
  return people?.find(({ id }) => id === wanted);
}

function refuse(status: number, error: string): PageReply {
  return { status, body: { error } };
}

/** undefined when it is none: no shape fits that. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
