// Types that the table of kinds lacks and the configuration names: read through the Cloud Control API, all in the same way.
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import type { Kind } from "../../kinds/kind";
import type { Reader } from "./reader";

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
    // Regions learn of new types one after another.
    none: ["TypeNotFoundException", "UnsupportedActionException"],
  };
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
