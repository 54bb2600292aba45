// The outside of `orgwatch manual-ops` in memory: a log, the security account, Slack and PagerDuty as the checks meet them.
import { lambdas } from "@orgwatch/lambdas/all";
import type { SecurityAccount } from "../check/security-account";
import type { LogFile } from "../log-file";
import type { ManualOpsDependencies } from "../manual-ops-command";

/** A region of the security account. Without emails there is no topic; a SecureString unless the value says its type. */
export type MemoryRegion = {
  readonly emails?: Awaited<ReturnType<SecurityAccount["emailsOf"]>>;
  readonly parameters?: Readonly<Record<string, string | { readonly type: string; readonly value: string }>>;
  /** Every call fails with this. */
  readonly fails?: Error;
};

/** The account in this region. */
export function memoryAccount({ emails, parameters = {}, fails }: MemoryRegion): SecurityAccount {
  const held = new Map(
    Object.entries(parameters).map(([name, given]) => [
      name,
      typeof given === "string" ? { type: "SecureString", value: given } : given,
    ]),
  );
  const fail = () => {
    if (fails !== undefined) throw fails;
  };
  return {
    emailsOf: async () => {
      fail();
      return emails;
    },
    parameterTypes: async (names) => {
      fail();
      return new Map(
        names.flatMap((name) => {
          const found = held.get(name);
          return found === undefined ? [] : [[name, found.type] as const];
        }),
      );
    },
    valueOf: async (name) => {
      fail();
      return held.get(name)?.value;
    },
  };
}

/** A request as an API saw it. */
export type SeenRequest = {
  readonly url: string;
  readonly authorization: string | null;
  readonly body: string;
};

/** Answers by the URL without its query; a missing one is HTTP 404 without JSON. `seen` has what was asked. */
export function memoryFetch(answers: Readonly<Record<string, (request: SeenRequest) => Response>>): {
  readonly fetch: typeof fetch;
  readonly seen: readonly SeenRequest[];
} {
  const seen: SeenRequest[] = [];
  const fetcher: typeof fetch = async (input, init) => {
    const url = String(input);
    const headers = new Headers(init?.headers);
    const request = { url, authorization: headers.get("authorization"), body: String(init?.body ?? "") };
    seen.push(request);
    const answer = answers[url.split("?")[0] ?? ""];
    return answer === undefined ? new Response("not found", { status: 404 }) : answer(request);
  };
  return { fetch: fetcher, seen };
}

/** A log that holds this text; undefined for a file that is not there. */
export function memoryLog(
  path: string,
  text: string | undefined,
): LogFile & { readonly text: () => string | undefined } {
  let held = text;
  return {
    path,
    text: () => held,
    read: async () => {
      if (held === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
      return held;
    },
    write: async (next) => {
      held = next;
    },
  };
}

/** What manual-ops needs besides a terminal and a region: an empty log, regions without anything, vendors that do not answer. */
export function memoryManualOps(
  parts: Partial<Omit<ManualOpsDependencies, "terminal" | "ownRegion">> = {},
): Omit<ManualOpsDependencies, "terminal" | "ownRegion"> {
  return {
    manifests: lambdas,
    logPath: "docs/manual-operations.md",
    logFile: (path) => memoryLog(path, undefined),
    appManifest: async () => "",
    now: () => new Date("2030-01-07T09:30:45Z"),
    accountIn: () => memoryAccount({}),
    fetch: memoryFetch({}).fetch,
    pagerdutyToken: undefined,
    ...parts,
  };
}
