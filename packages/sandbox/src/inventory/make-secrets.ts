// What must be listed without what it keeps: a secret, an encrypted parameter, a key, a function with its environment.
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import { adminOf } from "../admin";
import { adminJson } from "../admin-call";
import { made, nameIn, type SamplePlace, type SampleResource, tagListIn, tagsIn } from "./sample-place";

/** Values that stand in AWS and may stand in no file of an inventory. */
export const sampleSecrets = {
  secret: "hunter2-of-the-secret",
  parameter: "hunter2-of-the-parameter",
  environment: "hunter2-of-the-function",
} as const;

export async function makeSecret(place: SamplePlace): Promise<SampleResource> {
  const Name = nameIn(place, "database");
  const answer = await adminJson(at(place), "secretsmanager", "secretsmanager.CreateSecret", {
    Name,
    SecretString: sampleSecrets.secret,
    Tags: tagListIn(place, "database"),
  });
  const arn = z.string().parse(answer.ARN);
  return made(place, "database", { kind: "secretsmanager/secret", id: arn, arn });
}

/** Without tags, which the inventory does not read of parameters. */
export async function makeParameter(place: SamplePlace): Promise<SampleResource> {
  const ssm = new SSMClient(adminOf(place.url, place.account.id, place.region));
  const Name = `/${nameIn(place, "api-key")}`;
  await ssm.send(new PutParameterCommand({ Name, Value: sampleSecrets.parameter, Type: "SecureString" }));
  ssm.destroy();
  return made(place, "api-key", { kind: "ssm/parameter", id: Name, tags: {} });
}

export async function makeKey(place: SamplePlace): Promise<SampleResource> {
  const { KeyMetadata } = await adminJson(at(place), "kms", "TrentService.CreateKey", {
    Description: "Encrypts the orders",
    Tags: Object.entries(tagsIn(place, "orders")).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
  });
  const { KeyId, Arn } = z.object({ KeyId: z.string(), Arn: z.string() }).parse(KeyMetadata);
  return made(place, "orders", { kind: "kms/key", id: KeyId, arn: Arn });
}

/** Roles belong to no region: one for the account, whatever region the place names. */
export async function makeRole(place: SamplePlace): Promise<SampleResource> {
  const iam = new IAMClient(adminOf(place.url, place.account.id, place.region));
  const RoleName = nameIn(place, "service");
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      Tags: tagListIn(place, "service"),
    }),
  );
  iam.destroy();
  const arn = z.string().parse(Role?.Arn);
  return made(place, "service", { kind: "iam/role", id: RoleName, arn, region: "global" });
}

/** Runs as the role of `makeRole`, which has to be there. */
export async function makeFunction(place: SamplePlace): Promise<SampleResource> {
  const lambda = new LambdaClient(adminOf(place.url, place.account.id, place.region));
  const FunctionName = nameIn(place, "checkout");
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      ...{ FunctionName, Runtime: "nodejs22.x", Handler: "index.handler", PackageType: "Zip" },
      Role: `arn:aws:iam::${place.account.id}:role/${nameIn(place, "service")}`,
      Code: { ZipFile: emptyZip },
      Environment: { Variables: { DATABASE_PASSWORD: sampleSecrets.environment } },
      Tags: tagsIn(place, "checkout"),
    }),
  );
  lambda.destroy();
  const arn = z.string().parse(FunctionArn);
  return made(place, "checkout", { kind: "lambda/function", id: FunctionName, arn });
}

/** The end record of a ZIP archive without files. */
const emptyZip = Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(18)]);

function at({ url, account, region }: SamplePlace) {
  return { endpoint: url, accountId: account.id, region };
}
