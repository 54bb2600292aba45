import { deliveries } from "@orgwatch/core/manifest";
import { supportCases } from "@orgwatch/support-cases/manifest";
import { resourcesMadeBy } from "../testing/construct";
import { ManifestTable } from "./manifest-table";

describe("ManifestTable", () => {
  it("has the manifest's keys and indexes, each attribute once, and cannot be deleted by mistake", () => {
    const [table] = resourcesMadeBy(
      (scope) =>
        new ManifestTable(scope, "table", {
          manifest: supportCases,
          keyArn: "key",
          deletionProtection: true,
        }),
    );
    const index = (name: string, hash_key: string) => ({
      name,
      hash_key,
      range_key: "lastActivityAt",
      projection_type: "ALL",
    });
    expect(table?.attributes).toEqual({
      name: "support-cases",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "caseId",
      range_key: "item",
      attribute: ["caseId", "item", "accountId", "lastActivityAt", "status", "severityCode"].map((name) => ({
        name,
        type: "S",
      })),
      global_secondary_index: [
        index("by-account", "accountId"),
        index("by-status", "status"),
        index("by-severity", "severityCode"),
      ],
      point_in_time_recovery: { enabled: true },
      deletion_protection_enabled: true,
      server_side_encryption: { enabled: true, kms_key_arn: "key" },
    });
  });

  it("goes with its region when it is one of each region's", () => {
    const [table] = resourcesMadeBy(
      (scope) => new ManifestTable(scope, "table", { manifest: deliveries, keyArn: "key" }),
    );
    expect(table?.attributes).toEqual({
      name: "orgwatch-deliveries",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "key",
      attribute: [{ name: "key", type: "S" }],
      ttl: { attribute_name: "expiresAt", enabled: true },
      point_in_time_recovery: { enabled: true },
      server_side_encryption: { enabled: true, kms_key_arn: "key" },
    });
  });
});
