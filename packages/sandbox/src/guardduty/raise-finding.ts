// A finding that is no sample, for the page, the demo and tests.
import type { Gateway } from "../gateway";
import type { Place } from "../gateway/moto-client";
import type { Finding, FindingContent } from "./finding";
import { exampleContent } from "./sample-finding";
import { sampleTypeOf } from "./sample-types";

/** All are optional but the type; what is left out is made up to fit the type. With an `id`, the finding is that one seen again. */
export type FindingFields = Partial<FindingContent> & { readonly type: string; readonly id?: string };

/**
 * Raises a finding in an account and region, or raises the one with this `id` again (count + 1, newer times, changed fields). It travels
 * as GuardDuty's own. Throws a RangeError when the type has not the form `Purpose:Resource/Name`.
 */
export function raiseFinding(
  gateway: Pick<Gateway, "guardDuty">,
  place: Place,
  { id, ...fields }: FindingFields,
  now: Date = new Date(),
): Promise<Finding> {
  const type = sampleTypeOf(fields.type);
  if (!type) throw new RangeError(`${fields.type} is not a GuardDuty finding type`);
  const existing = id === undefined ? undefined : gateway.guardDuty.find(id);
  const start = existing ?? exampleContent(type, place, now);
  const { severity, title, description, resource } = { ...start, ...fields };
  const service = { ...start.service, ...fields.service };
  const content = { type: fields.type, severity, title, description, resource, service };
  return gateway.guardDuty.raise(content, place, id);
}
