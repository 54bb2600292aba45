// Where the files of the inventory lie in its bucket.

/** What belongs to no region stands under this name among the regions. */
export const globalRegion = "global";

/** Keys of objects. A run's id is when it began, ISO 8601 in UTC. */
export const runKeys = {
  scope: (run: string) => `runs/${run}/scope.json`,
  cell: (run: string, account: string, region: string) => `runs/${run}/cells/${account}/${region}.json`,
  /** Not below `runs/`: the bucket forgets parts after some days, by their prefix. */
  part: (run: string, account: string, region: string, part: number) =>
    `parts/${run}/${account}/${region}/${part}.ndjson.gz`,
  account: (run: string, account: string) => `runs/${run}/accounts/${account}.json`,
  manifest: (run: string) => `runs/${run}/manifest.json`,
  latest: "runs/latest.json",
  /** The seed's key: gzip NDJSON, one resource a line; the day and the second (since 1970) are those of the run's beginning, UTC. */
  file: (run: string, account: string) => {
    const [date = ""] = run.split("T");
    return `AWSRecon/${date.replaceAll("-", "/")}/${account}_aws_recon_${Math.floor(Date.parse(run) / 1000)}.json.gz`;
  },
} as const;
