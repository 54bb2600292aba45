// The detectors that moto keeps: finds them, makes them, merges what moto would overwrite, and keeps the tags that moto cannot change.
import { z } from "zod";
import type { MotoClient, Place } from "../gateway/moto-client";
import { oneAtATime } from "../gateway/one-at-a-time";
import { isRecord, textOf } from "../gateway/read-json";

const detectorList = z.object({ detectorIds: z.array(z.string()) });

export type Tags = Readonly<Record<string, string>>;
export type DescribedDetector = Readonly<Record<string, unknown>> & { readonly tags: Tags };

export type Detectors = {
  readonly idOf: (place: Place) => Promise<string | undefined>;
  /** The detector's id; makes one where there is none. */
  readonly ensure: (place: Place) => Promise<string>;
  /** The place's detector is about to be deleted. */
  readonly forget: (place: Place) => void;
  /** Changes a detector; its features are merged by name, where moto would replace the list. Throws MotoRefused. */
  readonly update: (
    place: Place,
    detectorId: string,
    changes: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  /** As GetDetector answers it. Throws MotoRefused. */
  readonly read: (place: Place, detectorId: string) => Promise<DescribedDetector>;
  /** Replaces the detector's tags by what `change` makes of them. Throws MotoRefused. */
  readonly retag: (place: Place, detectorId: string, change: (old: Tags) => Tags) => Promise<void>;
};

/** Reads and writes through moto. */
export function newDetectors(moto: MotoClient): Detectors {
  const inTurn = oneAtATime();
  const known = new Map<string, string>();
  const changedTags = new Map<string, Tags>();
  const keyOf = ({ accountId, region }: Place) => `${accountId}/${region}`;
  const idOf = async (place: Place) => {
    const answer = await moto.rest(place, "guardduty", "GET", "/detector");
    return detectorList.parse(answer).detectorIds[0];
  };
  const read = async (place: Place, detectorId: string): Promise<DescribedDetector> => {
    const answer = readObject(await moto.rest(place, "guardduty", "GET", `/detector/${detectorId}`));
    return { ...answer, tags: changedTags.get(keyOf(place)) ?? tagsOf(answer.tags) };
  };
  const create = async (place: Place) => {
    const answer = await moto.rest(place, "guardduty", "POST", "/detector", { enable: true });
    return z.object({ detectorId: z.string() }).parse(answer).detectorId;
  };
  return {
    idOf,
    ensure: (place) =>
      inTurn(keyOf(place), async () => {
        const remembered = known.get(keyOf(place));
        if (remembered) return remembered;
        const id = (await idOf(place)) ?? (await create(place));
        known.set(keyOf(place), id);
        return id;
      }),
    forget: (place) => {
      known.delete(keyOf(place));
      changedTags.delete(keyOf(place));
    },
    update: (place, detectorId, changes) =>
      inTurn(keyOf(place), async () => {
        const { features } = await read(place, detectorId);
        const merged = "features" in changes ? { features: mergeByName(features, changes.features) } : {};
        await moto.rest(place, "guardduty", "POST", `/detector/${detectorId}`, { ...changes, ...merged });
      }),
    read,
    retag: (place, detectorId, change) =>
      inTurn(keyOf(place), async () => {
        const { tags } = await read(place, detectorId);
        changedTags.set(keyOf(place), change(tags));
      }),
  };
}

/** The old list with those of the same `name` replaced and new ones added at the end. */
export function mergeByName(old: unknown, changed: unknown): readonly unknown[] {
  const merged = new Map<string | undefined, unknown>();
  for (const feature of [...listOf(old), ...listOf(changed)]) merged.set(textOf(feature.name), feature);
  return [...merged.values()];
}

/** The members of an object that are texts. */
export function tagsOf(value: unknown): Tags {
  const entries = Object.entries(readObject(value));
  return Object.fromEntries(
    entries.flatMap(([key, tag]) => (typeof tag === "string" ? [[key, tag] as const] : [])),
  );
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
