// What terraform/modules/inventory-on-kubernetes gives to the cluster, as its templates say.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rule } from "./cluster-world";
import { repository } from "./image";

const folder = join(repository, "terraform/modules/inventory-on-kubernetes");

/** The rules of the orchestrator's Role. */
export function orchestratorRules(): Rule[] {
  const list = String.raw`(\[.*\])\s+`;
  const rule = new RegExp(`apiGroups: ${list}resources: ${list}verbs: ${list}`, "g");
  return [...manifest("orchestrator-role").matchAll(rule)].map(
    ([, groups = "", resources = "", verbs = ""]) => ({
      apiGroups: JSON.parse(groups),
      resources: JSON.parse(resources),
      verbs: JSON.parse(verbs),
    }),
  );
}

/** The environment of the CronJob's container: `values` are those of the template, `fields` those that Kubernetes fills in. */
export function orchestratorEnvironment(
  values: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
): Record<string, string> {
  const text = manifest("orchestrator-cron-job");
  const plain = [...text.matchAll(/- name: ([A-Z_]+)\s+value: \$\{(\w+)\}/g)];
  const filled = [...text.matchAll(/- name: ([A-Z_]+)\s+valueFrom:\s+fieldRef:\s+fieldPath: (.*)/g)];
  const given = (all: Readonly<Record<string, string>>, key: string) => {
    const value = all[key];
    if (value === undefined) throw new Error(`the test has no value for ${key}`);
    return value;
  };
  return Object.fromEntries([
    ...plain.map(([, name = "", key = ""]) => [name, given(values, key)]),
    ...filled.map(([, name = "", path = ""]) => [name, given(fields, path)]),
  ]);
}

function manifest(name: string): string {
  return readFileSync(join(folder, "manifests", `${name}.yaml`), "utf8");
}

/** The folders of the bucket that the runner's role may use. */
export function runnersFolders(): string[] {
  const [, list = "[]"] = /for folder in (\[.*?\])/.exec(readFileSync(join(folder, "main.tf"), "utf8")) ?? [];
  return JSON.parse(list);
}
