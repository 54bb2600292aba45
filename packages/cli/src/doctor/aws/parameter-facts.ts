// Parameters over SSM: of secrets their types and keys, of settings their values.
import { GetParametersCommand, paginateDescribeParameters, type SSMClient } from "@aws-sdk/client-ssm";
import { z } from "zod";
import type { ParameterFact } from "../region-facts";

/** As many as SSM takes in one filter, and in one question. */
const describedAtATime = 50;
const readAtATime = 10;

const described = z.object({ Name: z.string(), Type: z.string(), KeyId: z.string().optional() });
const held = z.object({ Name: z.string(), Value: z.string() });

/** Those of the parameters that exist; no value is read. */
export async function parameterFacts(
  client: SSMClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, ParameterFact>> {
  const facts = new Map<string, ParameterFact>();
  for (const Values of chunks(names, describedAtATime)) {
    const ParameterFilters = [{ Key: "Name", Option: "Equals", Values }];
    for await (const { Parameters = [] } of paginateDescribeParameters({ client }, { ParameterFilters }))
      for (const { Name, Type, KeyId } of z.array(described).parse(Parameters))
        facts.set(Name, { type: Type, key: KeyId });
  }
  return facts;
}

/** The values of those that exist. Secrets stay encrypted. */
export async function settingValues(
  client: SSMClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const Names of chunks(names, readAtATime)) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names }));
    for (const { Name, Value } of z.array(held).parse(Parameters)) values.set(Name, Value);
  }
  return values;
}

function chunks(names: readonly string[], size: number): string[][] {
  const count = Math.ceil(names.length / size);
  return Array.from({ length: count }, (_, index) => names.slice(index * size, (index + 1) * size));
}
