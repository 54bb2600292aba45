// What the list does not say of a resource: calls for it alone, whose answers stand in its `raw`.
import type { Detail, Kind } from "../../kinds/kind";
import { nameOf } from "./judge-error";
import { fieldsOf, valueAt } from "./paths";
import type { Reader } from "./reader";
import { tagsAt } from "./tags-of";
import { filledInput, type TemplateFacts } from "./templates";
import { isPassing } from "./why-failed";

export type Details = {
  /** By the details' `as`. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
};

/** A detail that could not be read of a resource which is there all the same. */
export type DetailTrouble = { readonly operation: string; readonly id: string; readonly error: unknown };

/** A resource may be gone between the list and the question, and most things that one can have have a name for not having it. */
const isGone = /NotFound|NoSuch|DoesNotExist|NotExist|NonExistent|ResourceNotFound/i;

/**
 * Asks for the details one after another. One that AWS refuses (a bucket's own policy may deny its reading) is told to `onTrouble` and left out.
 * @throws what may pass: a throttle, an outage, OutOfTime; the kind is then not read to its end.
 */
export async function readDetails(
  reader: Reader,
  kind: Kind,
  item: unknown,
  place: TemplateFacts & { readonly endpoint: string; readonly id: string },
  onTrouble: (trouble: DetailTrouble) => void,
): Promise<Details> {
  const fields: Record<string, unknown> = {};
  const tags: Record<string, string> = {};
  for (const detail of kind.details ?? []) {
    // A later detail may ask with what an earlier one has said.
    const known = typeof item === "object" ? { ...item, ...fields } : item;
    try {
      const answer = await answerTo(
        reader,
        kind,
        detail,
        fieldsOf(filledInput(detail.input, known, place)),
        place,
      );
      const result = detail.result === undefined ? answer : valueAt(answer, detail.result);
      if (result !== undefined) fields[detail.as] = result;
      if (detail.tags !== undefined) Object.assign(tags, tagsAt(answer, detail.tags));
    } catch (error) {
      const name = nameOf(error);
      if (detail.none?.includes(name) || isGone.test(name)) continue;
      if (isPassing(error)) throw error;
      onTrouble({ operation: detail.operation, id: place.id, error });
    }
  }
  return { fields, tags };
}

/** One answer; where it comes in pages, the lists of the later ones are added to those of the first. */
async function answerTo(
  reader: Reader,
  { service, perSecond }: Kind,
  { operation }: Detail,
  input: Readonly<Record<string, unknown>>,
  { endpoint }: { readonly endpoint: string },
): Promise<Record<string, unknown>> {
  const whole: Record<string, unknown> = {};
  const pace = perSecond === undefined ? {} : { perSecond };
  for await (const page of reader.pages({ service, region: endpoint, operation, input, ...pace }))
    for (const [name, value] of Object.entries(page)) {
      const before = whole[name];
      whole[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
    }
  return whole;
}
