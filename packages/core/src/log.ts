// Structured JSON log lines with the ids that tie them to a request, an account and a finding; never a secret.
import { Logger } from "@aws-lambda-powertools/logger";
import { redact } from "./redact";

/** Facts are short values: ids, counts, names, reasons. No bodies of messages, no credentials. */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  readonly info: (message: string, facts?: Facts) => void;
  readonly warn: (message: string, facts?: Facts) => void;
  /** An error is something a person must look at; what waits for another try is a warning at most. */
  readonly error: (message: string, facts?: Facts) => void;
  /** The same log with facts that all its lines carry. */
  readonly with: (facts: Facts) => Log;
};

/** The log of a lambda, by AWS Lambda Powertools; every string in it is redacted. */
export function newLog(service: string): Log {
  return wrap(
    new Logger({
      serviceName: service,
      jsonReplacerFn: (_key, value) => (typeof value === "string" ? redact(value) : value),
    }),
  );
}

function wrap(logger: Logger): Log {
  return {
    info: (message, facts = {}) => logger.info(message, facts),
    warn: (message, facts = {}) => logger.warn(message, facts),
    error: (message, facts = {}) => logger.error(message, facts),
    with: (facts) => wrap(logger.createChild({ persistentKeys: facts })),
  };
}
