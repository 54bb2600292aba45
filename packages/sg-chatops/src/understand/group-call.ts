// A call that changed a security group, as its CloudTrail record tells it and nothing more: what the record leaves out is undefined here.
import type { Author } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";

/** A rule in a record that does not say whether it lets in or out. */
export type UndirectedRule = Omit<Rule, "direction">;

/**
 * What the call did to one rule, or to the group. `removed` by id alone has no rule where the record does not repeat it; `modified` tells only
 * how the rule is now (`after` is undefined where even that cannot be read); `described` names the rule by its id or by what it is, and the new
 * description (undefined: none any more).
 */
export type RuleDraft =
  | { readonly kind: "added"; readonly rule: Rule }
  | { readonly kind: "removed"; readonly ruleId: string | undefined; readonly rule: Rule | undefined }
  | { readonly kind: "modified"; readonly ruleId: string; readonly after: UndirectedRule | undefined }
  | {
      readonly kind: "described";
      readonly ruleId: string | undefined;
      readonly rule: Rule | undefined;
      readonly description: string | undefined;
    }
  | { readonly kind: "created" }
  | { readonly kind: "deleted" };

/** The call itself. */
export type GroupCall = {
  /** CloudTrail's eventID; without one, the id of EventBridge's event; without either, a hash of the call. */
  readonly changeId: string;
  readonly eventName: string;
  /** ISO with milliseconds, as our own times are, so that both can be compared as texts. */
  readonly eventTime: string;
  /** Of the group: `recipientAccountId`. */
  readonly accountId: string;
  readonly region: string;
  readonly groupId: string | undefined;
  readonly groupName: string | undefined;
  readonly vpcId: string | undefined;
  readonly author: Author;
  readonly drafts: readonly RuleDraft[];
};

/**
 * What a queue message is. `ignored`: nothing changed (a failed call, a dry run, another event), `because` is for the log. A `change` with
 * `unclear` succeeded, but some of it has a shape that nobody knows: it is told all the same, with these words as a note.
 */
export type ReadCall =
  | { readonly kind: "change"; readonly call: GroupCall; readonly unclear: readonly string[] }
  | { readonly kind: "ignored"; readonly because: string };
