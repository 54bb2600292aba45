// Whether a target takes what EventBridge or SNS brings: its own policy, and that of the key it is encrypted with.
import { z } from "zod";
import { type MotoClient, MotoRefused } from "../gateway/moto-client";
import { elementsOf, textIn } from "../gateway/read-xml";
import { remember } from "../gateway/remember";
import { type Arn, readArn } from "./arn";
import { queueUrl } from "./queue-url";
import { refusalByPolicy, type Source } from "./resource-policy";

export type Admission = {
  /** Why the target does not take it; undefined when it does. Throws MotoRefused when there is no such target. */
  readonly refusal: (targetArn: string, source: Source) => Promise<string | undefined>;
  /** Policies and keys are read again. */
  readonly forget: () => void;
};

/** What decides: the policy as JSON, and the key if the target is encrypted with one. */
type Lock = { readonly policy: string | undefined; readonly keyId: string | undefined };

const actions: Readonly<Record<string, string>> = {
  sns: "sns:Publish",
  sqs: "sqs:SendMessage",
  lambda: "lambda:InvokeFunction",
};

/** Reads policies through moto and remembers them. Log groups are not judged. */
export function newAdmission(moto: MotoClient): Admission {
  const locks = remember(String, (targetArn: string) => readLock(moto, targetArn));
  const keyPolicies = remember(String, (keyArn: string) => readKeyPolicy(moto, keyArn));
  return {
    refusal: async (targetArn, source) => {
      const action = actions[readArn(targetArn).service];
      if (action === undefined) return undefined;
      const { policy, keyId } = await locks.of(targetArn);
      const refusal = refusalByPolicy(policy, { source, action, resource: targetArn });
      if (refusal || keyId === undefined) return refusal;
      if (keyId.includes("alias/aws/")) return `${source.service} cannot use the AWS managed key ${keyId}`;
      const resource = keyArnOf(keyId, readArn(targetArn));
      const keyPolicy = await keyPolicies.of(resource);
      return ["kms:GenerateDataKey", "kms:Decrypt"]
        .map((action) => refusalByPolicy(keyPolicy, { source, action, resource }))
        .find((one) => one !== undefined);
    },
    forget: () => {
      locks.forget();
      keyPolicies.forget();
    },
  };
}

function readLock(moto: MotoClient, targetArn: string): Promise<Lock> {
  const arn = readArn(targetArn);
  switch (arn.service) {
    case "sns":
      return readTopic(moto, targetArn, arn);
    case "sqs":
      return readQueue(moto, arn);
    default:
      return readFunction(moto, arn);
  }
}

async function readTopic(moto: MotoClient, topicArn: string, arn: Arn): Promise<Lock> {
  const form = { Action: "GetTopicAttributes", Version: "2010-03-31", TopicArn: topicArn };
  const entries = elementsOf(await moto.query(arn, "sns", form), "entry");
  const attributes = new Map(entries.map((entry) => [textIn(entry, "key"), textIn(entry, "value")]));
  return { policy: attributes.get("Policy"), keyId: attributes.get("KmsMasterKeyId") };
}

const queueAttributes = z.object({
  Attributes: z.object({ Policy: z.string().optional(), KmsMasterKeyId: z.string().optional() }).optional(),
});

async function readQueue(moto: MotoClient, arn: Arn): Promise<Lock> {
  const answer = await moto.json(arn, "sqs", "AmazonSQS.GetQueueAttributes", {
    QueueUrl: queueUrl(arn),
    AttributeNames: ["Policy", "KmsMasterKeyId"],
  });
  const { Policy, KmsMasterKeyId } = queueAttributes.parse(answer).Attributes ?? {};
  return { policy: Policy || undefined, keyId: KmsMasterKeyId || undefined };
}

/** A function that nobody was let into has no policy, which Lambda answers with 404. */
async function readFunction(moto: MotoClient, arn: Arn): Promise<Lock> {
  const [, name = ""] = arn.resource.split(":");
  try {
    const answer = await moto.rest(arn, "lambda", "GET", `/2015-03-31/functions/${name}/policy`);
    return { policy: z.object({ Policy: z.string() }).parse(answer).Policy, keyId: undefined };
  } catch (error) {
    if (error instanceof MotoRefused && error.status === 404) return { policy: undefined, keyId: undefined };
    throw error;
  }
}

/** A key is named by its ARN, its id or an alias, the last two in the target's own account. */
function keyArnOf(keyId: string, { region, accountId }: Arn): string {
  if (keyId.startsWith("arn:")) return keyId;
  return `arn:aws:kms:${region}:${accountId}:${keyId.startsWith("alias/") ? keyId : `key/${keyId}`}`;
}

async function readKeyPolicy(moto: MotoClient, keyArn: string): Promise<string> {
  const place = readArn(keyArn);
  const described = await moto.json(place, "kms", "TrentService.DescribeKey", { KeyId: keyArn });
  const { KeyId } = z.object({ KeyMetadata: z.object({ KeyId: z.string() }) }).parse(described).KeyMetadata;
  const body = { KeyId, PolicyName: "default" };
  return z
    .object({ Policy: z.string() })
    .parse(await moto.json(place, "kms", "TrentService.GetKeyPolicy", body)).Policy;
}
