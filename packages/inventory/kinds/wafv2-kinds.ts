// Web firewalls: each kind stands twice, for a region's resources and for CloudFront, which is asked in us-east-1 only.
import type { Kind } from "./kind";

/** AWS allows few calls a second; the web ACL is the one whose rules matter, so only it is read whole. */
const regional = { service: "wafv2", scope: "regional", perSecond: 4 } as const;
const cloudFront = { ...regional, scope: "global", region: "us-east-1" } as const;

const listed = { id: "Id", arn: "ARN", name: "Name", hide: ["LockToken"] } as const;

const webAcl = {
  ...listed,
  operation: "ListWebACLs",
  list: "WebACLs",
} as const;

const webAclTags = {
  operation: "ListTagsForResource",
  input: { ResourceARN: "<ARN>" },
  result: "TagInfoForResource.TagList",
  as: "Tags",
  tags: "TagInfoForResource.TagList",
  none: ["WAFNonexistentItemException"],
} as const;

const wholeWebAcl = {
  operation: "GetWebACL",
  result: "WebACL",
  as: "WebACL",
  none: ["WAFNonexistentItemException"],
} as const;

export const wafv2Kinds: readonly Kind[] = [
  {
    ...regional,
    ...webAcl,
    kind: "wafv2/web-acl",
    input: { Scope: "REGIONAL" },
    details: [
      { ...wholeWebAcl, input: { Scope: "REGIONAL", Id: "<Id>", Name: "<Name>" } },
      {
        operation: "ListResourcesForWebACL",
        input: { WebACLArn: "<ARN>", ResourceType: "APPLICATION_LOAD_BALANCER" },
        result: "ResourceArns",
        as: "LoadBalancerArns",
        none: ["WAFNonexistentItemException"],
      },
      webAclTags,
    ],
  },
  {
    ...regional,
    ...listed,
    kind: "wafv2/ip-set",
    operation: "ListIPSets",
    input: { Scope: "REGIONAL" },
    list: "IPSets",
  },
  {
    ...regional,
    ...listed,
    kind: "wafv2/rule-group",
    operation: "ListRuleGroups",
    input: { Scope: "REGIONAL" },
    list: "RuleGroups",
  },
  {
    ...cloudFront,
    ...webAcl,
    kind: "wafv2/cloudfront-web-acl",
    input: { Scope: "CLOUDFRONT" },
    details: [{ ...wholeWebAcl, input: { Scope: "CLOUDFRONT", Id: "<Id>", Name: "<Name>" } }, webAclTags],
  },
  {
    ...cloudFront,
    ...listed,
    kind: "wafv2/cloudfront-ip-set",
    operation: "ListIPSets",
    input: { Scope: "CLOUDFRONT" },
    list: "IPSets",
  },
  {
    ...cloudFront,
    ...listed,
    kind: "wafv2/cloudfront-rule-group",
    operation: "ListRuleGroups",
    input: { Scope: "CLOUDFRONT" },
    list: "RuleGroups",
  },
];
