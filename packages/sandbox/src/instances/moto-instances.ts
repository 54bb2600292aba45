// moto's instances of one account and region: what has to be known before they are changed.
import type { MotoClient, Place } from "../gateway/moto-client";
import { textIn } from "../gateway/read-xml";
import { Ec2Refused } from "../security-groups/ec2-refused";
import { numbered } from "../security-groups/moto-form";
import { instancesIn } from "./reservations";

export type KnownInstance = {
  readonly id: string;
  readonly zone: string;
  /** EC2's word, e.g. `running`. */
  readonly state: string;
  readonly isSpot: boolean;
};

/** One account's and region's EC2 in moto. All throw MotoRefused. */
export type MotoInstances = {
  /** The instances with these ids. Throws Ec2Refused for an id that is none. */
  readonly find: (ids: readonly string[]) => Promise<readonly KnownInstance[]>;
  /** Whether the attribute is on: `disableApiTermination`, `disableApiStop`. */
  readonly attribute: (id: string, attribute: string) => Promise<boolean>;
  /** A call with the ids; answers the XML. */
  readonly act: (operation: string, ids: readonly string[]) => Promise<string>;
  readonly query: (form: Readonly<Record<string, string>>) => Promise<string>;
};

/** Asks moto anew each time. */
export function motoInstances(moto: Pick<MotoClient, "query">, place: Place): MotoInstances {
  const query: MotoInstances["query"] = (form) => moto.query(place, "ec2", form);
  const act: MotoInstances["act"] = (Action, ids) => query({ Action, ...numbered("InstanceId", ids) });
  return {
    query,
    act,
    find: async (ids) => {
      for (const id of ids) {
        if (!/^i-[0-9a-f]+$/.test(id))
          throw new Ec2Refused("InvalidInstanceID.Malformed", `Invalid id: "${id}"`);
      }
      if (ids.length === 0) return [];
      const found = instancesIn(await act("DescribeInstances", ids));
      return found.map(({ xml }) => ({
        id: textIn(xml, "instanceId"),
        zone: textIn(xml, "availabilityZone"),
        state: textIn(textIn(xml, "instanceState"), "name"),
        isSpot: textIn(xml, "instanceLifecycle") === "spot",
      }));
    },
    attribute: async (InstanceId, Attribute) => {
      const form = { Action: "DescribeInstanceAttribute", InstanceId, Attribute };
      return textIn(textIn(await query(form), Attribute), "value") === "true";
    },
  };
}
