import { inventoryPolicyWith, parseInventoryPolicy } from "./policy";

it("reads the setting as Terraform wrote it", () => {
  const type = {
    type: "AWS::AppSync::GraphQLApi",
    scope: "regional",
    actions: ["appsync:ListGraphqlApis"],
  } as const;
  const setting = { exemptAccounts: ["1"], leaveOut: ["logs/log-group"], cloudControl: [type], keepDays: 30 };
  expect(parseInventoryPolicy({ ...setting, more: true })).toEqual(setting);
});

it("names what has another shape, and repeats no value", () => {
  expect(() => parseInventoryPolicy({ ...inventoryPolicyWith(), leaveOut: "s3cret" })).toThrow(
    /^The setting policy of the inventory has another shape: leaveOut$/,
  );
  expect(() => parseInventoryPolicy("s3cret")).toThrow(/shape: all of it$/);
});
