import type { BlockNames } from "./block-names";
import { hclFiles, hclHeader } from "./hcl-files";
import type { JsonObject } from "./json";

const none: BlockNames = new Map();
const at = (path: string) => ({ "//": { metadata: { path } } });

/** The files of a stack, without the header that each must have. */
function files(stack: JsonObject, blocks: Readonly<Record<string, BlockNames>> = {}): Record<string, string> {
  return Object.fromEntries(
    [...hclFiles(stack, new Map(Object.entries(blocks)))].map(([file, text]) => {
      expect(text.startsWith(`${hclHeader}\n\n`)).toBe(true);
      return [file, text.slice(hclHeader.length + 2)];
    }),
  );
}

describe("a stack as HCL", () => {
  it("keeps what belongs together in one file, with references, blocks and what protects it", () => {
    const stack = {
      resource: {
        aws_sqs_queue: {
          "us-west-2_work_1": {
            ...at("jobs/us-west-2/work/queue"),
            depends_on: ["aws_sqs_queue.dead", "aws_iam_role.it"],
            kms_master_key_id: `\${data.aws_kms_alias.key.arn}`,
            lifecycle: { ignore_changes: ["tags"], precondition: [{ condition: `\${self.id == "a"}` }] },
            name: "work",
            policy: `{"Sid":"Only","Resource":["\${aws_sns_topic.a.arn}:*"]}`,
            provider: "aws.us-west-2",
            tags: { "a.b": "c", d: "e" },
            timeouts: { create: "5m" },
            rule: [{ days: 1 }, {}],
          },
        },
      },
      data: { aws_kms_alias: { key: { ...at("jobs/us-west-2/work/key"), depends_on: [], name: "alias/x" } } },
    };
    const blocks = new Map([
      ["timeouts", none],
      ["rule", none],
    ]);
    expect(files(stack, { "resource.aws_sqs_queue.us-west-2_work_1": blocks })).toEqual({
      // Without its region's provider an element's path is taken as it is.
      "us-west-2.tf": 'data "aws_kms_alias" "key" {\n  name = "alias/x"\n}\n',
      "work.tf": `resource "aws_sqs_queue" "us-west-2_work_1" {
  provider = aws.us-west-2

  kms_master_key_id = data.aws_kms_alias.key.arn
  name              = "work"
  policy = jsonencode({
    Sid      = "Only"
    Resource = ["\${aws_sns_topic.a.arn}:*"]
  })
  tags = {
    "a.b" = "c"
    d     = "e"
  }

  timeouts {
    create = "5m"
  }

  rule {
    days = 1
  }

  rule {}

  lifecycle {
    ignore_changes = [tags]

    precondition {
      condition = self.id == "a"
    }
  }

  depends_on = [aws_sqs_queue.dead, aws_iam_role.it]
}
`,
    });
  });

  it("has its backend, providers, outputs, checks and imports", () => {
    const stack = {
      terraform: {
        backend: { s3: { bucket: "state" } },
        required_providers: { aws: { source: "hashicorp/aws" } },
        required_version: ">= 1.10.0",
      },
      provider: { aws: [{ alias: "a", default_tags: [{ tags: { x: "y" } }] }, { alias: "b" }] },
      output: { url: { value: `\${aws_apigatewayv2_api.a.api_endpoint}/x` } },
      check: {
        there: {
          assert: { condition: `\${length(data.aws_iam_roles.a.names) > 0}`, error_message: 'say "a"\n' },
        },
      },
      import: [{ id: "1", to: "aws_guardduty_detector.a", provider: "aws.a" }],
    };
    expect(files(stack, { "provider.aws": new Map([["default_tags", none]]) })).toEqual({
      "terraform.tf": `terraform {
  required_version = ">= 1.10.0"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }

  backend "s3" {
    bucket = "state"
  }
}

provider "aws" {
  alias = "a"

  default_tags {
    tags = {
      x = "y"
    }
  }
}

provider "aws" {
  alias = "b"
}
`,
      "outputs.tf": `output "url" {\n  value = "\${aws_apigatewayv2_api.a.api_endpoint}/x"\n}\n`,
      "checks.tf": `check "there" {
  assert {
    condition     = length(data.aws_iam_roles.a.names) > 0
    error_message = "say \\"a\\"\\n"
  }
}
`,
      "imports.tf": `import {
  provider = aws.a

  id = "1"
  to = aws_guardduty_detector.a
}
`,
    });
  });

  it("leaves JSON alone where another spelling would be a change, or where it is none yet", () => {
    const parameter = { name: "p", value: '{"b":1}' };
    const role = { assume_role_policy: `{"a":"\${join("", ["x"])}"}` };
    const stack = { resource: { aws_ssm_parameter: { p: parameter }, aws_iam_role: { r: role } } };
    expect(files(stack)).toEqual({
      "main.tf": `resource "aws_ssm_parameter" "p" {
  name  = "p"
  value = "{\\"b\\":1}"
}

resource "aws_iam_role" "r" {
  assume_role_policy = "{\\"a\\":\\"\${join("", ["x"])}\\"}"
}
`,
    });
  });

  it.each([
    [{ module: { a: {} } }, "module cannot be written as HCL"],
    [{ resource: { aws_x: { a: { provisioner: [] } } } }, "aws_x: provisioner cannot be written as HCL"],
  ])("refuses what it does not know: %j", (stack, problem) => {
    expect(() => hclFiles(stack, new Map())).toThrow(problem);
  });
});
