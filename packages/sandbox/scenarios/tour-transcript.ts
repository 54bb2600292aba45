// What the demo prints, as README.md shows it.
import { generatedPart, withGeneratedPart } from "../../../scripts/generated-part";

const mark = "tour";
const fence = "```";

/** What a visitor types. */
export const demoCommand = "scripts/demo --once";

/** README's transcript, without its fence. @throws Error when README has no marks for it. */
export function transcriptIn(readme: string): string {
  return generatedPart(readme, mark)
    .replace(/^```\n/, "")
    .replace(/\n```$/, "");
}

/** README with what the demo printed. @throws Error when README has no marks for it. */
export function withTranscript(readme: string, printed: string): string {
  const lines = [fence, `$ ${demoCommand}`, printed.trimEnd(), fence];
  return withGeneratedPart(readme, mark, lines.join("\n"));
}
