// What moto cannot hold of a rule: that it keeps its id when it is modified, and the description of a rule for a prefix list or group.

export type RuleIds = {
  /** A request or its parameters as moto understands them. */
  readonly inside: (text: string) => string;
  /** moto's answer with the ids that callers know. */
  readonly outside: (text: string) => string;
  /** moto's rule `motoId` stands for the rule that callers know as `id`. */
  readonly rename: (motoId: string, id: string) => void;
  /** The description of the rule that callers know as `id`; undefined takes it away. */
  readonly describe: (id: string, description: string | undefined) => void;
  readonly descriptionOf: (id: string) => string | undefined;
};

/** Every rule has moto's id and description at the start. Ids are unique over all accounts, so that they are kept together. */
export function newRuleIds(): RuleIds {
  const motoIds = new Map<string, string>();
  const ids = new Map<string, string>();
  const descriptions = new Map<string, string>();
  const translate = (text: string, names: ReadonlyMap<string, string>) =>
    names.size === 0 ? text : text.replace(/sgr-[0-9a-f]+/g, (id) => names.get(id) ?? id);
  return {
    inside: (text) => translate(text, motoIds),
    outside: (text) => translate(text, ids),
    rename: (motoId, id) => {
      const former = motoIds.get(id);
      if (former) ids.delete(former);
      motoIds.set(id, motoId);
      ids.set(motoId, id);
    },
    describe: (id, description) => {
      if (description === undefined) descriptions.delete(id);
      else descriptions.set(id, description);
    },
    descriptionOf: (id) => descriptions.get(id),
  };
}
