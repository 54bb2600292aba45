// The IAM statements a lambda needs, from its manifest alone: what it asks for plus what its trigger and secrets imply.
import type { LambdaManifest } from "./define-lambda";
import type { ResourceReference, SecretReference, SettingReference } from "./references";

/** What a statement can name: a reference of the manifest, or one of the lambda's own parts. */
export type GrantTarget =
  | ResourceReference
  | SecretReference
  | SettingReference
  | { readonly kind: "own-queues" }
  | { readonly kind: "own-dead-letters" }
  | { readonly kind: "own-log-group" };

/** One IAM Allow statement; each reader resolves `on` to ARNs. */
export type Grant = { readonly sid: string; readonly actions: readonly string[]; readonly on: GrantTarget };

/** All grants of a lambda, in a stable order. Readers add `kms:Decrypt` (and `GenerateDataKey`) for keys that are theirs. */
export function grantsOf(lambda: LambdaManifest): readonly Grant[] {
  const parameters = Object.values(lambda.env).filter(
    (variable): variable is SecretReference | SettingReference =>
      variable.kind === "secret" || variable.kind === "setting",
  );
  return [
    { sid: "Log", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: { kind: "own-log-group" } },
    ...(lambda.trigger.kind === "queue" ? queueGrants : []),
    ...parameters.map(
      (on, index): Grant => ({ sid: `Parameter${index + 1}`, actions: ["ssm:GetParameter"], on }),
    ),
    ...lambda.allow.map(({ actions, on }, index): Grant => ({ sid: `Allow${index + 1}`, actions, on })),
  ];
}

const queueGrants: readonly Grant[] = [
  {
    sid: "ReadQueues",
    actions: [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ],
    on: { kind: "own-queues" },
  },
  { sid: "DeadLetters", actions: ["sqs:SendMessage"], on: { kind: "own-dead-letters" } },
];
