// Every secret that a lambda reads, from the manifests: the one place where their names are written.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { parameterName } from "@orgwatch/manifest/names";
import { ownerOf } from "@orgwatch/manifest/resolve-environment";

/** An SSM SecureString by its full name, and where it must be: in each watched region, or in the home region only. */
export type NeededSecret = {
  readonly parameter: string;
  readonly readIn: LambdaManifest["runsIn"];
  readonly readers: readonly string[];
};

/** The secrets of the lambdas by their names, each once. */
export function neededSecrets(lambdas: readonly LambdaManifest[]): readonly NeededSecret[] {
  const needed = new Map<string, NeededSecret>();
  for (const lambda of lambdas)
    for (const variable of Object.values(lambda.env)) {
      if (variable.kind !== "secret") continue;
      const parameter = parameterName(ownerOf(lambda, variable), variable.name);
      const known = needed.get(parameter);
      const readers = [...(known?.readers ?? []), lambda.name];
      const everywhere = [known?.readIn, lambda.runsIn].includes("each-region");
      needed.set(parameter, { parameter, readIn: everywhere ? "each-region" : "home-region", readers });
    }
  return [...needed.values()].toSorted((one, other) => one.parameter.localeCompare(other.parameter));
}

/** The regions in which a secret must be. `regions` has the home region first. */
export function regionsOf({ readIn }: NeededSecret, regions: readonly string[]): readonly string[] {
  return readIn === "each-region" ? regions : regions.slice(0, 1);
}
