// Tells open pages what changed in the parts, a few times a second at most: a thousand alerts are not a thousand frames.
import type { Incident } from "../pagerduty/incident";
import type { EventStreams } from "./event-streams";
import type { PageParts } from "./page-parts";
import { showAlarms, showAnswers, showIncident, showMails, showNow, worthShowing } from "./show-parts";

const pauseMilliseconds = 50;

/**
 * Starts telling; the answer ends it. `incidents` carries those that changed, `answers`, `alarms` and `mails` carry all of them, and `clock`,
 * the sandbox's time, goes before each.
 */
export function tellChanges(parts: PageParts, streams: Pick<EventStreams, "tell">): () => void {
  const told = new Map<string, string>();
  const tellWithTime = (event: string, data: readonly unknown[]) => {
    streams.tell("clock", showNow(parts));
    streams.tell(event, data);
  };
  const feeds = [
    { part: parts.pagerDuty, tell: () => tellWithTime("incidents", changedIncidents(parts, told)) },
    { part: parts.answers, tell: () => tellWithTime("answers", showAnswers(parts)) },
    { part: parts.alarms, tell: () => tellWithTime("alarms", showAlarms(parts)) },
    { part: parts.mail, tell: () => tellWithTime("mails", showMails(parts)) },
  ];
  const ends = feeds.flatMap(({ part, tell }) => {
    if (!part) return [];
    const soon = onceSoon(tell);
    return [part.subscribe(soon.call), soon.cancel];
  });
  return () => {
    for (const end of ends) end();
  };
}

/** The incidents that are not as they were told last; an entry in the log goes with every change. */
function changedIncidents({ pagerDuty }: PageParts, told: Map<string, string>) {
  const markOf = ({ status, updatedAt, log }: Incident) => `${status} ${updatedAt.getTime()} ${log.length}`;
  const changed = worthShowing(pagerDuty?.incidents() ?? []).filter(
    (incident) => told.get(incident.id) !== markOf(incident),
  );
  for (const incident of changed) told.set(incident.id, markOf(incident));
  return changed.map(showIncident);
}

/** Many calls within the pause become one, at its end. */
function onceSoon(work: () => void): { call: () => void; cancel: () => void } {
  let waiting: NodeJS.Timeout | undefined;
  return {
    call: () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        work();
      }, pauseMilliseconds).unref();
    },
    cancel: () => clearTimeout(waiting),
  };
}
