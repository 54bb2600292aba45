# Plans only, with a provider that calls nobody.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "333333333333" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-west-2", name = "us-west-2" }
  }
}

variables {
  organization_id     = "o-a1b2c3d4e5"
  infrasec_account_id = "222222222222"
  home_region         = "us-west-2"
}

run "trusts_exactly_the_lambdas_that_use_a_role" {
  command = plan

  assert {
    condition     = join(", ", keys(aws_iam_role.job)) == "GetSupportInfoRole"
    error_message = "Wrong roles: ${join(", ", keys(aws_iam_role.job))}."
  }

  assert {
    condition = jsondecode(aws_iam_role.job["GetSupportInfoRole"].assume_role_policy).Statement == [{
      Sid       = "ExactRoles"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::222222222222:root" }
      Action    = ["sts:AssumeRole"]
      Condition = {
        ArnEquals = {
          "aws:PrincipalArn" = [
            "arn:aws:iam::222222222222:role/orgwatch-case-updates-us-west-2",
            "arn:aws:iam::222222222222:role/orgwatch-case-sweep-accounts-us-west-2",
          ]
        }
        StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }
      }
    }]
    error_message = "Wrong trust: ${aws_iam_role.job["GetSupportInfoRole"].assume_role_policy}."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.job["GetSupportInfoRole"].policy).Statement == [{
      Sid      = "Job"
      Effect   = "Allow"
      Action   = ["support:DescribeCases", "support:DescribeCommunications"]
      Resource = ["*"]
    }]
    error_message = "The role may do more or less than its job: ${aws_iam_role_policy.job["GetSupportInfoRole"].policy}."
  }
}

run "lets_the_tag_audit_look_and_no_more" {
  command = plan

  variables {
    jobs = ["tag-audit"]
  }

  assert {
    condition     = join(", ", keys(aws_iam_role.job)) == "tag-auditor"
    error_message = "Wrong roles: ${join(", ", keys(aws_iam_role.job))}."
  }
}

run "lets_the_tag_audit_act_on_marked_instances_where_it_is_asked_to" {
  command = plan

  variables {
    jobs                   = ["tag-audit"]
    enable_tag_enforcement = true
  }

  assert {
    condition     = join(", ", keys(aws_iam_role.job)) == "tag-auditor, tag-enforcer"
    error_message = "Wrong roles: ${join(", ", keys(aws_iam_role.job))}."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.job["tag-enforcer"].policy).Statement :
      statement.Resource == ["arn:aws:ec2:*:*:instance/*"] && length(statement.Condition) > 0
      if length(setintersection(statement.Action, ["ec2:StopInstances", "ec2:TerminateInstances", "ec2:ModifyInstanceAttribute", "ec2:CreateTags", "ec2:DeleteTags"])) > 0
    ])
    error_message = "Nothing may be changed without a condition: ${aws_iam_role_policy.job["tag-enforcer"].policy}."
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_role_policy.job["tag-enforcer"].policy).Statement : statement.Condition
      if contains(statement.Action, "ec2:TerminateInstances")
    ]) == { Null = { "aws:ResourceTag/orgwatch:tag-audit" = "false" } }
    error_message = "Only instances with the mark may be terminated: ${aws_iam_role_policy.job["tag-enforcer"].policy}."
  }
}

run "lets_the_inventory_read_what_its_table_takes_and_no_more" {
  command = plan

  variables {
    jobs = ["inventory"]
  }

  assert {
    condition = jsondecode(aws_iam_role.job["inventory"].assume_role_policy).Statement[0].Condition == {
      ArnEquals = {
        "aws:PrincipalArn" = ["arn:aws:iam::222222222222:role/orgwatch-inventory-runner-us-west-2"]
      }
      StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }
    }
    error_message = "Wrong trust: ${aws_iam_role.job["inventory"].assume_role_policy}."
  }

  assert {
    condition     = length(aws_iam_role_policy.job["inventory"].policy) < 10240 && length(aws_iam_policy.inventory_more) == 0
    error_message = "IAM takes 10,240 characters."
  }
}

run "lets_the_inventory_read_more_where_it_is_asked_to" {
  command = plan

  variables {
    jobs                   = ["inventory"]
    inventory_runner_roles = ["Inventory-Runner"]
    inventory_more_actions = ["appsync:ListGraphqlApis"]
  }

  assert {
    condition = jsondecode(aws_iam_role.job["inventory"].assume_role_policy).Statement[0].Condition.ArnEquals["aws:PrincipalArn"] == [
      "arn:aws:iam::222222222222:role/orgwatch-inventory-runner-us-west-2",
      "arn:aws:iam::222222222222:role/Inventory-Runner",
    ]
    error_message = "Wrong trust: ${aws_iam_role.job["inventory"].assume_role_policy}."
  }

  assert {
    condition = jsondecode(aws_iam_policy.inventory_more[0].policy).Statement == [{
      Sid      = "Configured"
      Effect   = "Allow"
      Action   = ["appsync:ListGraphqlApis"]
      Resource = ["*"]
    }]
    error_message = "Wrong policy: ${aws_iam_policy.inventory_more[0].policy}."
  }
}

run "refuses_actions_that_do_not_read" {
  command = plan

  variables {
    jobs                   = ["inventory"]
    inventory_more_actions = ["appsync:*"]
  }

  expect_failures = [var.inventory_more_actions]
}

run "forwards_to_the_organizations_bus_and_may_do_nothing_else" {
  command = plan

  assert {
    condition = output.forwarding_rules == tolist([
      "orgwatch-forward-account-directory-organization-changed",
      "orgwatch-forward-assume-root",
      "orgwatch-forward-case-updates-support-case-update",
      "orgwatch-forward-root-call",
      "orgwatch-forward-root-sign-in",
    ])
    error_message = "Wrong rules: ${join(", ", output.forwarding_rules)}."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.forward["orgwatch-forward-case-updates-support-case-update"].event_pattern) == {
      "detail-type" = ["Support Case Update"]
      source        = ["aws.support"]
    }
    error_message = "All updates of support cases must be forwarded."
  }

  assert {
    condition     = aws_cloudwatch_event_rule.forward["orgwatch-forward-assume-root"].state == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
    error_message = "CloudTrail marks sts:AssumeRoot as a read, which a plain rule does not hear."
  }

  assert {
    condition = alltrue([
      for target in aws_cloudwatch_event_target.forward :
      target.arn == "arn:aws:events:us-west-2:222222222222:event-bus/orgwatch"
    ])
    error_message = "Every rule must send to the organization's bus."
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.forward[0].policy).Statement == [{
      Sid      = "Forward"
      Effect   = "Allow"
      Action   = ["events:PutEvents"]
      Resource = ["arn:aws:events:us-west-2:222222222222:event-bus/orgwatch"]
    }]
    error_message = "The rules' role may only forward: ${aws_iam_role_policy.forward[0].policy}."
  }
}

run "makes_roles_in_the_home_region_only" {
  command = plan

  variables {
    home_region = "eu-west-1"
  }

  assert {
    condition     = length(aws_iam_role.job) == 0 && aws_iam_role.forward[0].name == "orgwatch-forward-events-us-west-2"
    error_message = "Roles are global: two regions would make the same one."
  }
}

run "brings_nothing_of_a_job_that_is_not_used" {
  command = plan

  variables {
    jobs = []
  }

  assert {
    condition     = length(aws_iam_role.job) == 0 && !contains(output.forwarding_rules, "orgwatch-forward-case-updates-support-case-update")
    error_message = "Without the job its role and its events must stay away."
  }
}

run "can_make_the_roles_alone" {
  command = plan

  variables {
    enable_forwarding        = false
    permissions_boundary_arn = "arn:aws:iam::333333333333:policy/boundary"
  }

  assert {
    condition     = length(output.forwarding_rules) == 0 && length(aws_iam_role.forward) == 0 && length(aws_iam_role_policy.forward) == 0
    error_message = "Nothing must be forwarded."
  }

  assert {
    condition     = aws_iam_role.job["GetSupportInfoRole"].permissions_boundary == "arn:aws:iam::333333333333:policy/boundary"
    error_message = "The roles must be bounded as asked."
  }
}

run "refuses_values_that_cannot_be_right" {
  command = plan

  variables {
    organization_id          = "acme"
    infrasec_account_id      = "2222"
    home_region              = "Oregon"
    jobs                     = ["support-case"]
    permissions_boundary_arn = "boundary"
  }

  expect_failures = [
    var.organization_id,
    var.infrasec_account_id,
    var.home_region,
    var.jobs,
    var.permissions_boundary_arn,
  ]
}
