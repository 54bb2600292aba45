// Parts of documents that programs write, and nothing beside them.
import { generatedPart, withGeneratedPart } from "./generated-part";

const document = [
  "before",
  "<!-- generated:one -->",
  "first",
  "<!-- /generated -->",
  "between",
  "<!-- generated:two -->",
  "second",
  "<!-- /generated -->",
  "after",
].join("\n");

it("reads and replaces one part, and leaves the others and what is around", () => {
  const replaced = withGeneratedPart(document, "two", "other\nlines");
  expect({
    was: generatedPart(document, "two"),
    is: generatedPart(replaced, "two"),
    rest: replaced.replace("other\nlines", "second") === document,
  }).toEqual({ was: "second", is: "other\nlines", rest: true });
});

it.each(["three", "on"])("refuses a document without the mark %s", (mark) => {
  expect(() => generatedPart(document, mark)).toThrow(`has no <!-- generated:${mark} --> …`);
});

it("refuses a part without an end", () => {
  expect(() => withGeneratedPart("<!-- generated:one -->\nopen", "one", "")).toThrow(
    "has no <!-- generated:one",
  );
});
