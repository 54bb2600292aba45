// Pictures and their texts are there, belong together, and are shown; packages/sandbox/scenarios/take-pictures.ts writes both.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { linksIn } from "../../../scripts/read-commands";
import { pictureFolder, picturesWith, pictureText, sha256, wordsToCompare } from "./picture-files";

const root = join(pictureFolder, "../..");
const documents = [
  "README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

it("every picture that a document shows is there with its text, and every one that is there is shown", () => {
  const links = documents.flatMap((file) => linksIn(readFileSync(join(root, file), "utf8")));
  const shown = links.filter((link) => link.endsWith(".png")).map((link) => basename(link, ".png"));
  const names = [...new Set(shown)].toSorted();
  expect({ pictures: picturesWith(".png"), texts: picturesWith(".txt") }).toEqual({
    pictures: names,
    texts: names,
  });
});

it.each(picturesWith(".png"))("%s.png is a PNG, and the one that its text was written with", (name) => {
  const image = readFileSync(join(pictureFolder, `${name}.png`));
  const text = pictureText(name);
  expect({
    signature: image.subarray(1, 4).toString("latin1"),
    sha256: sha256(image),
    words: wordsToCompare(text.words),
  }).toEqual({ signature: "PNG", ...text });
});
