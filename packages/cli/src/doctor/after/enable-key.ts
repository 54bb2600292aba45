// How a key is switched on again. KMS takes no alias for that, only a key's id or ARN.

/** The commands for a key of that alias; one that waits to be deleted is rescued first. */
export function enableKey(region: string, alias: string, state = "Disabled"): string {
  const id = `aws kms describe-key --region ${region} --key-id ${alias} --query KeyMetadata.Arn --output text`;
  const command = (verb: string) => `aws kms ${verb} --region ${region} --key-id $(${id})`;
  return state === "PendingDeletion"
    ? `${command("cancel-key-deletion")}, then the same with enable-key`
    : command("enable-key");
}
