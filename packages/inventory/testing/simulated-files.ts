// The bucket as a process reaches it: each request takes time, S3 may be away, and nothing of an upload is there before its end.
import { TryLater } from "@orgwatch/core/errors";
import type { InventoryFiles } from "../src/files/s3-files";
import type { SimulatedProcess } from "./simulated-process";

/** `away` is the share of requests that fail for good, after all tries of the SDK: 0 to 1. */
export type S3Weather = { readonly away: number; readonly random: () => number };

/** The files of one process. */
export function filesOf(
  process: SimulatedProcess,
  inner: InventoryFiles,
  weather: S3Weather,
): InventoryFiles {
  const request = <Result>(name: string, work: () => Promise<Result>) =>
    process.call(name, () => {
      if (weather.random() < weather.away) throw new TryLater(`${name} cannot be used`);
      return work();
    });
  return {
    readJson: (key) => request(`GetJson ${key}`, () => inner.readJson(key)),
    writeJson: (key, value) => request(`PutJson ${key}`, () => inner.writeJson(key, value)),
    writeLines: async (key, lines) => {
      const all: string[] = [];
      for await (const line of lines) all.push(line);
      return request(`PutLines ${key}`, () => inner.writeLines(key, each(all)));
    },
    readLines: async function* (key) {
      const lines: string[] = [];
      for await (const line of inner.readLines(key)) lines.push(line);
      await request(`GetLines ${key}`, async () => {});
      const breaksAt = weather.random() < weather.away ? Math.floor(weather.random() * lines.length) : -1;
      for (const [index, line] of lines.entries()) {
        if (index === breaksAt) throw new TryLater(`${key} breaks off`);
        yield line;
      }
    },
  };
}

async function* each(lines: readonly string[]) {
  yield* lines;
}
