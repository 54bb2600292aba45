// Brings a bucket's message to a destination, and says beforehand whether S3 would take that destination.
import type { Refusal } from "../aws-call";
import { readArn } from "../event-bus/arn";
import { toDeadLetters } from "../event-bus/dead-letter";
import { deliver } from "../event-bus/deliver";
import type { DeliverOptions } from "../event-bus/deliver-options";
import type { Source } from "../event-bus/resource-policy";
import { onceOrAsFaultSays, tryDelivery } from "../event-bus/try-delivery";
import type { Faults } from "../faults";
import type { Background } from "../gateway/background";
import { MotoRefused, type Place } from "../gateway/moto-client";
import type { Destination } from "./notification-configuration";
import { bucketArn } from "./object-event";

/** A bucket, its owner and its region. */
export type OwnedBucket = { readonly name: string; readonly place: Place };

export type BucketMessage = {
  readonly arn: string;
  readonly text: string;
  readonly bucket: OwnedBucket;
  readonly id: string;
  /** The object's key, for the journal. */
  readonly subject: string | undefined;
};

export type ReachOptions = {
  readonly delivery: DeliverOptions;
  readonly faults: Faults;
  readonly background: Background;
};

/** S3 has no dead letters: what nobody takes in the end is lost, and the journal says so. */
export async function send(options: ReachOptions, { arn, text, bucket, id, subject }: BucketMessage) {
  const source = sourceOf(bucket);
  const once = () => deliver(options.delivery, { arn, source, text, subject, eventId: id });
  await onceOrAsFaultSays(options, arn, async () => {
    const failure = await tryDelivery(once, options.faults, arn);
    const failed = { source, targetArn: arn, deadLetterArn: undefined, text, subject };
    if (failure) await toDeadLetters(options.delivery, { ...failed, ...failure });
  });
}

/**
 * S3's refusal of a configuration with a destination that it cannot reach: one of another region, one that does not exist, or one whose
 * policy keeps the bucket out. Undefined when it can reach all of them.
 */
export async function unreachable(
  { admission }: DeliverOptions,
  destinations: readonly Destination[],
  bucket: OwnedBucket,
): Promise<Refusal | undefined> {
  const problems = await Promise.all(
    destinations.map(async ({ arn }) => {
      if (readArn(arn).region !== bucket.place.region)
        return `${arn}, the bucket is in ${bucket.place.region}`;
      try {
        const refusal = await admission.refusal(arn, sourceOf(bucket));
        return refusal && `${arn}, ${refusal}`;
      } catch (error) {
        if (error instanceof MotoRefused) return `${arn}, there is no such destination`;
        throw error;
      }
    }),
  );
  const problem = problems.find((one) => one !== undefined);
  if (problem === undefined) return undefined;
  const message = `Unable to validate the following destination configurations: ${problem}`;
  return { status: 400, code: "InvalidArgument", message };
}

function sourceOf({ name, place }: OwnedBucket): Source {
  return { service: "s3.amazonaws.com", arn: bucketArn(name), accountId: place.accountId };
}
