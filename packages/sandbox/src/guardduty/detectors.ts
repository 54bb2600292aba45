// The detectors that moto keeps: finds them, makes them, and merges what moto would overwrite.
import { z } from "zod";
import type { MotoClient, Place } from "../gateway/moto-client";
import { oneAtATime } from "../gateway/one-at-a-time";
import { isRecord, textOf } from "../gateway/read-json";

const detectorList = z.object({ detectorIds: z.array(z.string()) });

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
};

/** Reads and writes through moto. */
export function newDetectors(moto: MotoClient): Detectors {
  const inTurn = oneAtATime();
  const known = new Map<string, string>();
  const keyOf = ({ accountId, region }: Place) => `${accountId}/${region}`;
  const idOf = async (place: Place) => {
    const answer = await moto.rest(place, "guardduty", "GET", "/detector");
    return detectorList.parse(answer).detectorIds[0];
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
    forget: (place) => known.delete(keyOf(place)),
    update: (place, detectorId, changes) =>
      inTurn(keyOf(place), async () => {
        const path = `/detector/${detectorId}`;
        const current = await moto.rest(place, "guardduty", "GET", path);
        const features = isRecord(current) ? current.features : [];
        const merged = "features" in changes ? { features: mergeByName(features, changes.features) } : {};
        await moto.rest(place, "guardduty", "POST", path, { ...changes, ...merged });
      }),
  };
}

/** The old list with those of the same `name` replaced and new ones added at the end. */
export function mergeByName(old: unknown, changed: unknown): readonly unknown[] {
  const merged = new Map<string | undefined, unknown>();
  for (const feature of [...listOf(old), ...listOf(changed)]) merged.set(textOf(feature.name), feature);
  return [...merged.values()];
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
