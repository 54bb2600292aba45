// EC2's own refusals, in its words.

/** EC2 says no, e.g. `InvalidPermission.Duplicate`. */
export class Ec2Refused extends Error {
  override readonly name = "Ec2Refused";
  readonly status = 400;
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The refusal of a value. */
export function invalidValue(message: string): Ec2Refused {
  return new Ec2Refused("InvalidParameterValue", message);
}

/** The refusal of an id or name that no group has. */
export function noGroup(name: string): Ec2Refused {
  return new Ec2Refused("InvalidGroup.NotFound", `The security group '${name}' does not exist`);
}

/** The refusal of an id that no rule of the group has. */
export function noRule(id: string): Ec2Refused {
  return new Ec2Refused(
    "InvalidSecurityGroupRuleId.NotFound",
    `The security group rule ID '${id}' does not exist`,
  );
}
