# Plans only, with providers that call nobody.

mock_provider "aws" {
  alias = "management"
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111111111111" }
  }
}

mock_provider "aws" {
  alias = "security"
  mock_data "aws_caller_identity" {
    defaults = { account_id = "222222222222" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  organization_id     = "o-a1b2c3d4e5"
  cluster_oidc_issuer = "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF"
  bucket_name         = "orgwatch-inventory-222222222222"
  bucket_region       = "us-west-2"
  image               = "222222222222.dkr.ecr.us-west-2.amazonaws.com/orgwatch-inventory:1.0.0"
  regions             = ["us-east-1", "eu-west-1"]
}

run "trusts_exactly_the_two_service_accounts" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.orchestrator.assume_role_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Sid       = "ExactServiceAccount"
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::111111111111:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF" }
        Action    = ["sts:AssumeRoleWithWebIdentity"]
        Condition = {
          StringEquals = {
            "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF:sub" = "system:serviceaccount:inventory:aws-inventory-orchestrator-sa"
            "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF:aud" = "sts.amazonaws.com"
          }
        }
      }]
    }
    error_message = "Wrong trust of the orchestrator: ${aws_iam_role.orchestrator.assume_role_policy}."
  }

  assert {
    condition = jsondecode(aws_iam_role.runner.assume_role_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Sid       = "ExactServiceAccount"
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::222222222222:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF" }
        Action    = ["sts:AssumeRoleWithWebIdentity"]
        Condition = {
          StringEquals = {
            "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF:sub" = "system:serviceaccount:inventory:aws-inventory-runner-sa"
            "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF:aud" = "sts.amazonaws.com"
          }
        }
      }]
    }
    error_message = "Wrong trust of the runner: ${aws_iam_role.runner.assume_role_policy}."
  }

  assert {
    condition     = aws_iam_role.orchestrator.name == "Inventory-Orchestrator" && aws_iam_role.runner.name == "Inventory-Runner"
    error_message = "The roles must keep the names that other accounts trust."
  }

  assert {
    condition = [for one in [aws_iam_openid_connect_provider.management, aws_iam_openid_connect_provider.security] : {
      url = one[0].url, audiences = tolist(one[0].client_id_list)
      }] == [for account in ["management", "security"] : {
      url = "https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF", audiences = tolist(["sts.amazonaws.com"])
    }]
    error_message = "Both accounts need an OIDC provider of the cluster."
  }
}

run "lets_the_orchestrator_list_accounts_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.orchestrator.policy) == {
      Version = "2012-10-17"
      Statement = [{
        Sid      = "Accounts"
        Effect   = "Allow"
        Action   = ["organizations:ListAccounts"]
        Resource = ["*"]
      }]
    }
    error_message = "Wrong policy of the orchestrator: ${aws_iam_role_policy.orchestrator.policy}."
  }
}

run "lets_the_runner_become_inventory_in_the_organization_and_write_its_files" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.runner.policy) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "EveryAccountOfTheOrganization"
          Effect    = "Allow"
          Action    = ["sts:AssumeRole"]
          Resource  = ["arn:aws:iam::*:role/inventory"]
          Condition = { StringEquals = { "aws:ResourceOrgID" = "o-a1b2c3d4e5" } }
        },
        {
          Sid    = "Files"
          Effect = "Allow"
          Action = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
          Resource = [
            "arn:aws:s3:::orgwatch-inventory-222222222222/AWSRecon/*",
            "arn:aws:s3:::orgwatch-inventory-222222222222/parts/*",
            "arn:aws:s3:::orgwatch-inventory-222222222222/runs/*",
          ]
        },
        {
          Sid      = "WhetherAFileIsThere"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = ["arn:aws:s3:::orgwatch-inventory-222222222222"]
        },
      ]
    }
    error_message = "Wrong policy of the runner: ${aws_iam_role_policy.runner.policy}."
  }
}

run "lets_the_runner_use_the_buckets_key_through_s3_only" {
  command = plan

  variables {
    bucket_kms_key_arn = "arn:aws:kms:us-west-2:222222222222:key/k-1"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.runner.policy).Statement[3] == {
      Sid       = "Key"
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = ["arn:aws:kms:us-west-2:222222222222:key/k-1"]
      Condition = { StringEquals = { "kms:ViaService" = "s3.us-west-2.amazonaws.com" } }
    }
    error_message = "Wrong right to the key: ${aws_iam_role_policy.runner.policy}."
  }
}

run "gives_the_cluster_the_seeds_names" {
  command = plan

  assert {
    condition = [for text in split("---\n", output.manifests) : "${yamldecode(text).kind} ${yamldecode(text).metadata.name}"] == [
      "Namespace inventory",
      "ServiceAccount aws-inventory-orchestrator-sa",
      "ServiceAccount aws-inventory-runner-sa",
      "Role aws-inventory-orchestrator",
      "RoleBinding aws-inventory-orchestrator",
      "CronJob aws-inventory-orchestrator",
    ]
    error_message = "Wrong objects: ${output.manifests}."
  }

  assert {
    condition = [for text in slice(split("---\n", output.manifests), 1, 3) : yamldecode(text).metadata.annotations] == [
      for arn in ["arn:aws:iam::111111111111:role/Inventory-Orchestrator", "arn:aws:iam::222222222222:role/Inventory-Runner"] : {
        "eks.amazonaws.com/role-arn"               = arn
        "eks.amazonaws.com/sts-regional-endpoints" = "true"
      }
    ]
    error_message = "Each service account must name its own role: ${output.manifests}."
  }

  assert {
    condition = yamldecode(split("---\n", output.manifests)[3]).rules == [
      { apiGroups = ["batch"], resources = ["jobs"], verbs = ["create", "get"] },
      { apiGroups = [""], resources = ["configmaps"], verbs = ["create", "get"] },
    ]
    error_message = "The orchestrator may do more or less in the cluster than its work: ${output.manifests}."
  }
}

run "runs_locked_down_and_says_what_to_look_at" {
  command = plan

  variables {
    include_accounts = ["444444444444", "333333333333"]
    policy           = { exempt_accounts = ["555555555555"], leave_out = ["logs/log-group"] }
  }

  assert {
    condition = [for pod in [yamldecode(split("---\n", output.manifests)[5]).spec.jobTemplate.spec.template.spec] : {
      pod       = pod.securityContext
      container = pod.containers[0].securityContext
      account   = pod.serviceAccountName
      restart   = pod.restartPolicy
      }][0] == {
      pod       = { runAsNonRoot = true, runAsUser = 1000, runAsGroup = 1000, fsGroup = 1000, seccompProfile = { type = "RuntimeDefault" } }
      container = { allowPrivilegeEscalation = false, readOnlyRootFilesystem = true, capabilities = { drop = ["ALL"] } }
      account   = "aws-inventory-orchestrator-sa"
      restart   = "Never"
    }
    error_message = "The pod is not locked down: ${output.manifests}."
  }

  assert {
    condition = {
      for one in yamldecode(split("---\n", output.manifests)[5]).spec.jobTemplate.spec.template.spec.containers[0].env : one.name => one.value
      if can(one.value)
      } == {
      IMAGE            = "222222222222.dkr.ecr.us-west-2.amazonaws.com/orgwatch-inventory:1.0.0"
      AWS_REGION       = "us-west-2"
      BUCKET_NAME      = "orgwatch-inventory-222222222222"
      REGIONS          = "us-east-1,eu-west-1"
      INCLUDE_ACCOUNTS = "333333333333,444444444444"
      POLICY           = "{\"cloudControl\":[],\"exemptAccounts\":[\"555555555555\"],\"leaveOut\":[\"logs/log-group\"]}"
      PARALLELISM      = "20"
    }
    error_message = "Wrong environment: ${output.manifests}."
  }

  assert {
    condition     = yamldecode(split("---\n", output.manifests)[5]).spec.schedule == "0 4 * * 0"
    error_message = "A run is once a week unless somebody says otherwise."
  }
}

run "makes_no_provider_where_there_is_one" {
  command = plan

  variables {
    oidc_provider_accounts   = ["management"]
    permissions_boundary_arn = "arn:aws:iam::{account}:policy/boundary"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.management) == 1 && length(aws_iam_openid_connect_provider.security) == 0
    error_message = "An account has one provider for an issuer."
  }

  assert {
    condition = [aws_iam_role.orchestrator.permissions_boundary, aws_iam_role.runner.permissions_boundary] == [
      "arn:aws:iam::111111111111:policy/boundary",
      "arn:aws:iam::222222222222:policy/boundary",
    ]
    error_message = "Each role is bounded by its own account's policy."
  }
}

run "refuses_a_schedule_of_every_minute" {
  command = plan

  variables {
    schedule = "* * * * 0"
  }

  expect_failures = [var.schedule]
}

run "refuses_an_image_that_changes_under_a_run" {
  command = plan

  variables {
    image = "example.com/orgwatch-inventory:latest"
  }

  expect_failures = [var.image]
}

run "refuses_the_issuer_with_its_scheme" {
  command = plan

  variables {
    cluster_oidc_issuer = "https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF"
  }

  expect_failures = [var.cluster_oidc_issuer]
}

run "refuses_accounts_and_regions_that_cannot_be" {
  command = plan

  variables {
    include_accounts = [""]
    regions          = ["global"]
  }

  expect_failures = [var.include_accounts, var.regions]
}
