// Types that the table of kinds lacks and the configuration names: read through the Cloud Control API, all in the same way.
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import { nameOf } from "./judge-error";
import type { Reader } from "./reader";

const unknownType = /^(TypeNotFoundException|UnsupportedActionException)$/;

export type CloudControlType = Scope["cloudControl"][number];

/** The type as a row of the table; its `kind` is the type's name, and `raw` its properties. */
export function kindOfType({ type, scope }: CloudControlType): Kind {
  return {
    kind: type,
    scope,
    service: "cloudcontrol",
    operation: "ListResources",
    input: { TypeName: type },
    list: "ResourceDescriptions",
    id: "Identifier",
    arn: "Properties.Arn",
    name: "Properties.Name",
    tags: "Properties.Tags",
  };
}

/**
 * There is no such type, or it cannot be listed. Regions learn of new types one after another: where others know it, there is none here; where nobody
 * does, its name is mistyped.
 */
export function isUnknownType({ service }: Kind, error: unknown): boolean {
  return service === "cloudcontrol" && unknownType.test(nameOf(error));
}

/** The reader, with the properties of resources parsed: Cloud Control answers them as texts of JSON. */
export function withProperties(reader: Reader): Reader {
  return {
    pages: async function* (call) {
      for await (const page of reader.pages(call)) {
        if (call.service !== "cloudcontrol") yield page;
        else yield { ...page, ResourceDescriptions: parsedAll(page.ResourceDescriptions) };
      }
    },
  };
}

function parsedAll(descriptions: unknown): unknown[] {
  return (Array.isArray(descriptions) ? descriptions : []).map((description: object) => {
    const properties: unknown = Reflect.get(description, "Properties");
    return typeof properties === "string"
      ? { ...description, Properties: JSON.parse(properties) }
      : description;
  });
}
