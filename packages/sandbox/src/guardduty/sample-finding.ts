// What a sample finding of a type says.
import type { FindingContent } from "./finding";
import { sampleAction } from "./sample-actions";
import { sampleResource } from "./sample-resources";
import type { SampleType } from "./sample-types";

type Place = { readonly accountId: string; readonly region: string };

/** A sample as `CreateSampleFindings` makes it: marked in the title and in `additionalInfo`. */
export function sampleContent(sample: SampleType, place: Place, now: Date): FindingContent {
  const plain = exampleContent(sample, place, now);
  return {
    ...plain,
    title: `[SAMPLE] ${plain.title}`,
    service: {
      ...plain.service,
      additionalInfo: { value: JSON.stringify({ sample: true }), type: "default", sample: true },
    },
  };
}

/** The same without the marks: the start of a finding that is not a sample. */
export function exampleContent(sample: SampleType, place: Place, now: Date): FindingContent {
  return {
    type: sample.type,
    severity: sample.severity,
    title: sample.title,
    description: `${sample.title} Made by the sandbox for ${place.accountId} in ${place.region}.`,
    resource: sampleResource(sample.resource, place),
    service: {
      additionalInfo: { value: "{}", type: "default" },
      ...sampleAction(sample.action, place, now.toISOString()),
    },
  };
}
