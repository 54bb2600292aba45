// The documents' pictures: docs/images/<name>.png, and beside it <name>.txt with what can be read on it, so that a test can compare it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { comparable } from "./comparable";

/** The folder of the pictures. */
export const pictureFolder = join(import.meta.dirname, "../../../docs/images");

/** What a picture's text says: which bytes it was written with, and the words in a form that two runs have in common. */
export type PictureText = { readonly sha256: string; readonly words: string };

/** The SHA-256 of a picture's bytes, in hexadecimal. */
export function sha256(image: Uint8Array): string {
  return createHash("sha256").update(image).digest("hex");
}

/** Words as a page has them, in the form in which they are kept: without empty lines, which browsers set by their layout. */
export function wordsToCompare(words: string): string {
  return comparable(words)
    .split("\n")
    .filter((line) => line !== "")
    .join("\n");
}

/** Writes a picture and its text, which belong together. */
export function writePicture(name: string, image: Uint8Array, words: string): void {
  writeFileSync(join(pictureFolder, `${name}.png`), image);
  writeFileSync(
    join(pictureFolder, `${name}.txt`),
    `${name}.png ${sha256(image)}\n\n${wordsToCompare(words)}\n`,
  );
}

/** The text beside a picture. @throws Error when there is none, or not in the form of `writePicture`. */
export function pictureText(name: string): PictureText {
  const [head = "", ...rest] = readFileSync(join(pictureFolder, `${name}.txt`), "utf8").split("\n\n");
  const [, sha] = /^\S+\.png ([0-9a-f]{64})$/.exec(head) ?? [];
  if (sha === undefined) throw new Error(`docs/images/${name}.txt does not begin with its picture's SHA-256`);
  return { sha256: sha, words: rest.join("\n\n").trimEnd() };
}

/** The names of all pictures, or of all texts, in the order of the alphabet. */
export function picturesWith(ending: ".png" | ".txt"): readonly string[] {
  return readdirSync(pictureFolder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted();
}
