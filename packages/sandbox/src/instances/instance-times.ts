// The times in EC2's answers by the sandbox's clock, and a launch time that is new after each start, as EC2 has it.
import type { Place } from "../gateway/moto-client";
import { textIn } from "../gateway/read-xml";
import type { ToldTimes } from "./told-times";

export type InstanceTimes = {
  /** It happened now. What an instance was launched with is as old as its launch; `ended` is stopped or terminated. */
  readonly note: (what: "launched" | "started" | "ended", place: Place, instanceId: string) => void;
  /** EC2's XML with the sandbox's times. */
  readonly rewrite: (xml: string) => string;
  /** The same for the XML of one instance. */
  readonly rewriteInstance: (place: Place, xml: string) => string;
};

const timeElements = /<(launchTime|attachTime|createTime)>([^<]+)<\/\1>/g;
/** moto writes `UTC`, EC2 `GMT`. */
const reason = /<reason>User initiated \((\S+) (\S+) UTC\)<\/reason>/g;
/** An instance and what it came with are made in one call. */
const togetherMs = 2000;

/**
 * Keeps what happened in memory: moto tells whole seconds only, and the clock may jump within one. What EC2 launched by
 * itself, for an auto-scaling group, is told by `times`.
 */
export function newInstanceTimes(times: ToldTimes, now: () => Date): InstanceTimes {
  const remembered = {
    launched: new Map<string, Date>(),
    started: new Map<string, Date>(),
    ended: new Map<string, Date>(),
  };
  const keyOf = ({ accountId, region }: Place, instanceId: string) => `${accountId}/${region}/${instanceId}`;
  return {
    note: (what, place, instanceId) => void remembered[what].set(keyOf(place, instanceId), now()),
    rewrite: (xml) => rewriteBy(xml, times.told),
    rewriteInstance: (place, xml) => {
      const key = keyOf(place, textIn(xml, "instanceId"));
      const [launched, started, ended] = [remembered.launched, remembered.started, remembered.ended].map(
        (one) => one.get(key),
      );
      const realLaunch = Date.parse(textIn(xml, "launchTime"));
      const told = (real: Date) =>
        launched && Math.abs(real.getTime() - realLaunch) <= togetherMs ? launched : times.told(real);
      const rewritten = rewriteBy(xml, told, ended && (() => ended));
      return started
        ? rewritten.replace(/<launchTime>[^<]+</, `<launchTime>${written(started)}<`)
        : rewritten;
    },
  };
}

/** `ended` tells when an instance was stopped or terminated; as `told` does unless it is given. */
function rewriteBy(xml: string, told: (real: Date) => Date, ended: (real: Date) => Date = told): string {
  return xml
    .replace(
      timeElements,
      (_, name: string, at: string) => `<${name}>${written(told(new Date(at)))}</${name}>`,
    )
    .replace(reason, (_, day: string, time: string) => {
      const at = written(ended(new Date(`${day}T${time}Z`)));
      return `<reason>User initiated (${at.slice(0, 10)} ${at.slice(11, 19)} GMT)</reason>`;
    });
}

/** EC2 tells whole seconds. */
function written(at: Date): string {
  return `${at.toISOString().slice(0, 19)}.000Z`;
}
