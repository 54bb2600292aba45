// Which regions an account uses: those that AWS opened since 2019 have to be switched on.
import { textAt, valuesAt } from "./paths";
import type { Reader } from "./reader";

/** The regions of an account that are on, and those that are off; undefined where the account does not let that be read. */
export type Regions = { readonly isOn: (region: string) => boolean };

/** Asks EC2 in the given region. @throws the SDK's errors after all tries. */
export async function regionsOf(reader: Reader, region: string): Promise<Regions> {
  const on = new Set<string>();
  const call = { service: "ec2", region, operation: "DescribeRegions", input: { AllRegions: true } } as const;
  for await (const page of reader.pages(call))
    for (const one of valuesAt(page, "Regions[]")) {
      const name = textAt(one, "RegionName");
      if (name !== undefined && textAt(one, "OptInStatus") !== "not-opted-in") on.add(name);
    }
  return { isOn: (name) => on.has(name) };
}
