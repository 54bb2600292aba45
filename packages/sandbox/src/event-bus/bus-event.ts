// An event as EventBridge delivers it, and what ties its stops in the journal together.
import { isRecord, readJson, textOf } from "../gateway/read-json";

export type BusEvent = {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 without milliseconds, e.g. `2030-01-07T09:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** EventBridge's time format. */
export function eventTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The finding's id for a GuardDuty finding, the event's own id otherwise; undefined when it is no event. */
export function subjectOf(event: unknown): string | undefined {
  if (!isRecord(event)) return undefined;
  const detail = isRecord(event.detail) ? event.detail : {};
  const findingId = event["detail-type"] === "GuardDuty Finding" ? textOf(detail.id) : undefined;
  return findingId ?? textOf(event.id);
}

/** The subject of a message's text: of the event in it, bare or inside an SNS envelope. */
export function subjectOfText(text: string): string | undefined {
  const value = readJson(text);
  const inner = isRecord(value) ? textOf(value.Message) : undefined;
  return subjectOf(inner === undefined ? value : readJson(inner));
}
