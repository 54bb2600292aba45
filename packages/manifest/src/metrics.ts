// Metrics that a lambda counts and an alarm stands on, besides the heartbeat's: their namespace and dimension are the same as its.

/** Active accounts whose support cases could not be read for longer than a sweep's window; counted by each sweep, 0 too. */
export const staleAccountsMetric = "StaleAccounts";

/**
 * Accounts and regions in which a tag audit's canary was missing, or which could not be read; counted by each run over all accounts and regions,
 * 0 too. Nothing is stopped or terminated in such a region.
 */
export const canariesMissingMetric = "CanariesMissing";

/**
 * Accounts' regions that an inventory could not read to their end; counted by each run over all accounts and regions, 0 too. Regions that an account
 * has not opted into do not count.
 */
export const inventoryFailuresMetric = "InventoryFailures";
