# What Orgwatch needs in an account that its StackSet does not reach: the same forwarding rules and roles, from the same data.

data "aws_region" "current" {}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  baseline     = jsondecode(file("${path.module}/member-baseline.json"))
  region       = data.aws_region.current.id
  infrasec_arn = "arn:${data.aws_partition.current.partition}:iam::${var.infrasec_account_id}"
  bus_arn      = "arn:${data.aws_partition.current.partition}:events:${var.home_region}:${var.infrasec_account_id}:event-bus/orgwatch"

  forwards = {
    for forward in local.baseline.forwards : forward.name => forward
    if var.enable_forwarding && (forward.job == null || contains(var.jobs, coalesce(forward.job, "none")))
  }

  # Roles are global: one call of the module makes them.
  roles = {
    for role in local.baseline.roles : role.name => role
    if local.region == var.home_region && contains(var.jobs, role.job) && (role.name != "tag-enforcer" || var.enable_tag_enforcement)
  }
}

resource "aws_cloudwatch_event_rule" "forward" {
  for_each = local.forwards

  name          = each.key
  description   = each.value.words
  event_pattern = jsonencode(each.value.pattern)
  state         = each.value.state
  tags          = var.tags
}

resource "aws_cloudwatch_event_target" "forward" {
  for_each = local.forwards

  rule      = aws_cloudwatch_event_rule.forward[each.key].name
  target_id = "orgwatch"
  arn       = local.bus_arn
  role_arn  = aws_iam_role.forward[0].arn
}

# One for each region, as the member baseline has it: no region waits for another.
resource "aws_iam_role" "forward" {
  count = var.enable_forwarding ? 1 : 0

  name                 = "orgwatch-forward-events-${local.region}"
  description          = "Lets this account's EventBridge rules put events onto Orgwatch's bus"
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Rules"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = ["sts:AssumeRole"]
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "forward" {
  count = var.enable_forwarding ? 1 : 0

  name = "forward"
  role = aws_iam_role.forward[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Forward"
      Effect   = "Allow"
      Action   = ["events:PutEvents"]
      Resource = [local.bus_arn]
    }]
  })
}

resource "aws_iam_role" "job" {
  for_each = local.roles

  name                 = each.key
  description          = each.value.summary
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  # The exact roles are a condition: as a principal IAM refuses a role that does not exist yet (docs/adr/0005).
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "ExactRoles"
      Effect    = "Allow"
      Principal = { AWS = "${local.infrasec_arn}:root" }
      Action    = ["sts:AssumeRole"]
      Condition = {
        ArnEquals = {
          "aws:PrincipalArn" = [
            for trusted in concat(each.value.trusted, each.key == "inventory" ? var.inventory_runner_roles : []) :
            "${local.infrasec_arn}:role/${replace(trusted, "<home_region>", var.home_region)}"
          ]
        }
        StringEquals = { "aws:PrincipalOrgID" = var.organization_id }
      }
    }]
  })
}

resource "aws_iam_role_policy" "job" {
  for_each = local.roles

  name = "orgwatch"
  role = aws_iam_role.job[each.key].name

  # `*` for the reason that the data gives; conditions come with the resources that know them.
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "Job"
        Effect   = "Allow"
        Action   = each.value.actions
        Resource = ["*"]
      }],
      [for index, allowed in each.value.conditioned : merge(
        {
          Sid      = "Conditioned${index + 1}"
          Effect   = "Allow"
          Action   = allowed.actions
          Resource = [for arn in allowed.on : replace(arn, "<partition>", data.aws_partition.current.partition)]
        },
        length(allowed.condition) > 0 ? { Condition = allowed.condition } : {}
      )]
    )
  })
}

# A policy of its own: the actions of the role nearly fill what IAM takes as a role's inline policies.
resource "aws_iam_policy" "inventory_more" {
  count = contains(keys(local.roles), "inventory") && length(var.inventory_more_actions) > 0 ? 1 : 0

  name        = "orgwatch-inventory-more"
  description = "What Orgwatch's configuration adds to the role"
  tags        = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Configured"
      Effect   = "Allow"
      Action   = var.inventory_more_actions
      Resource = ["*"]
    }]
  })
}

resource "aws_iam_role_policy_attachment" "inventory_more" {
  count = length(aws_iam_policy.inventory_more)

  role       = aws_iam_role.job["inventory"].name
  policy_arn = aws_iam_policy.inventory_more[0].arn
}
