// Functions and what they read, over Lambda.
import {
  type LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { z } from "zod";
import { endOf } from "../deployment";
import type { FunctionFact, MappingFact } from "../region-facts";

const functionShape = z.object({
  FunctionName: z.string(),
  CodeSha256: z.string(),
  State: z.string().optional(),
  StateReason: z.string().optional(),
});

/** Listing leaves the state out where all is well. */
export async function functionFacts(client: LambdaClient): Promise<readonly FunctionFact[]> {
  const facts: FunctionFact[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const { FunctionName, CodeSha256, State = "Active", StateReason } of z
      .array(functionShape)
      .parse(Functions))
      facts.push({
        name: FunctionName,
        codeSha256: CodeSha256,
        state: StateReason === undefined || State === "Active" ? State : `${State} (${StateReason})`,
      });
  return facts;
}

const mappingShape = z.object({
  FunctionArn: z.string(),
  EventSourceArn: z.string().optional(),
  State: z.string(),
});

/** Every mapping of the region. */
export async function mappingFacts(client: LambdaClient): Promise<readonly MappingFact[]> {
  const facts: MappingFact[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client }, {}))
    for (const { FunctionArn, EventSourceArn = "", State } of z
      .array(mappingShape)
      .parse(EventSourceMappings))
      facts.push({ functionName: endOf(FunctionArn), queue: endOf(EventSourceArn), state: State });
  return facts;
}
