// Tables that the runtime itself keeps; every lambda that sends something outside uses the delivery log.
import { defineTable } from "@orgwatch/manifest/define-table";

/** What was sent where, so that the same thing is never sent twice and is updated instead. */
export const deliveries = defineTable({
  name: "deliveries",
  summary: "What was sent where: idempotency keys, message addresses, and the pace of each channel",
  stack: "infrasec-admin-global",
  partitionKey: "key",
  expiresAt: "expiresAt",
});
