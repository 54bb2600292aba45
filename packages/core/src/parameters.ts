// Secrets and settings from SSM, read when needed and kept for five minutes, so that a rotated secret is used without a deployment.
import { GetParameterCommand, ParameterNotFound, type SSMClient } from "@aws-sdk/client-ssm";
import { TryLater } from "./errors";
import { markSecret } from "./redact";

/** Reads one parameter by its full name; undefined when it does not exist. */
export type Parameters = (name: string, kind: "secret" | "setting") => Promise<string | undefined>;

const keepMilliseconds = 5 * 60_000;
/** While SSM fails it is asked this often: each message would otherwise wait for its failure. */
const failedMilliseconds = 30_000;

/**
 * Parameters with a five-minute cache; concurrent askers share one call. White space around a value is no part of it (a file's last line
 * feed). When SSM fails, the last known value is used for as long as the process lives: an alert matters more than a fresh setting.
 * @throws TryLater when SSM fails and no value is known.
 */
export function cachedParameters(client: () => SSMClient, now: () => Date): Parameters {
  const known = new Map<string, { readonly until: number; readonly value: string | undefined }>();
  const underway = new Map<string, Promise<string | undefined>>();

  function keep(name: string, value: string | undefined, milliseconds = keepMilliseconds) {
    known.set(name, { until: now().getTime() + milliseconds, value });
    return value;
  }

  async function read(name: string, kind: "secret" | "setting"): Promise<string | undefined> {
    try {
      const answer = await client().send(
        new GetParameterCommand({ Name: name, WithDecryption: kind === "secret" }),
      );
      const value = answer.Parameter?.Value?.trim();
      if (kind === "secret" && value !== undefined) markSecret(value);
      return keep(name, value);
    } catch (error) {
      if (error instanceof ParameterNotFound) return keep(name, undefined);
      const last = known.get(name);
      if (last) return keep(name, last.value, failedMilliseconds);
      throw new TryLater(`the parameter ${name} cannot be read`, { cause: error });
    } finally {
      underway.delete(name);
    }
  }

  return (name, kind) => {
    const entry = known.get(name);
    if (entry && now().getTime() < entry.until) return Promise.resolve(entry.value);
    const pending = underway.get(name) ?? read(name, kind);
    underway.set(name, pending);
    return pending;
  };
}
