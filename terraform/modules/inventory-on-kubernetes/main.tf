# The inventory as CronJob and Jobs of a Kubernetes cluster: two roles for two service accounts, and the objects of the cluster as text.

data "aws_partition" "current" {
  provider = aws.security
}

data "aws_caller_identity" "management" {
  provider = aws.management
}

data "aws_caller_identity" "security" {
  provider = aws.security
}

locals {
  partition  = data.aws_partition.current.partition
  iam        = "arn:${local.partition}:iam::"
  bucket_arn = "arn:${local.partition}:s3:::${var.bucket_name}"

  namespace = "inventory"
  # Each service account becomes one role, in the account that has what it needs.
  service_accounts = {
    orchestrator = { name = "aws-inventory-orchestrator-sa", account_id = data.aws_caller_identity.management.account_id, role = "Inventory-Orchestrator" }
    runner       = { name = "aws-inventory-runner-sa", account_id = data.aws_caller_identity.security.account_id, role = var.runner_role_name }
  }
  role_arns = { for who, is in local.service_accounts : who => "${local.iam}${is.account_id}:role/${is.role}" }
  boundaries = {
    for who, is in local.service_accounts :
    who => var.permissions_boundary_arn == null ? null : replace(var.permissions_boundary_arn, "{account}", is.account_id)
  }

  # Without the audience any token of the service account would do, also one that was meant for another service.
  trust = {
    for who, is in local.service_accounts : who => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Sid       = "ExactServiceAccount"
        Effect    = "Allow"
        Principal = { Federated = "${local.iam}${is.account_id}:oidc-provider/${var.cluster_oidc_issuer}" }
        Action    = ["sts:AssumeRoleWithWebIdentity"]
        Condition = {
          StringEquals = {
            "${var.cluster_oidc_issuer}:sub" = "system:serviceaccount:${local.namespace}:${is.name}"
            "${var.cluster_oidc_issuer}:aud" = "sts.amazonaws.com"
          }
        }
      }]
    })
  }
}

resource "aws_iam_openid_connect_provider" "management" {
  provider = aws.management
  count    = contains(var.oidc_provider_accounts, "management") ? 1 : 0

  url            = "https://${var.cluster_oidc_issuer}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = var.tags
}

resource "aws_iam_openid_connect_provider" "security" {
  provider = aws.security
  # In an organization whose management account is also the security account there is one.
  count = contains(var.oidc_provider_accounts, "security") && local.service_accounts.runner.account_id != local.service_accounts.orchestrator.account_id ? 1 : 0

  url            = "https://${var.cluster_oidc_issuer}"
  client_id_list = ["sts.amazonaws.com"]
  tags           = var.tags
}

resource "aws_iam_role" "orchestrator" {
  provider = aws.management

  name                 = local.service_accounts.orchestrator.role
  description          = "Lets Orgwatch's inventory on Kubernetes list the organization's accounts"
  assume_role_policy   = local.trust.orchestrator
  permissions_boundary = local.boundaries.orchestrator
  tags                 = var.tags
}

resource "aws_iam_role_policy" "orchestrator" {
  provider = aws.management

  name = "orgwatch"
  role = aws_iam_role.orchestrator.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Accounts"
      Effect   = "Allow"
      Action   = ["organizations:ListAccounts"]
      Resource = ["*"] # Organizations knows no resource for it.
    }]
  })
}

resource "aws_iam_role" "runner" {
  provider = aws.security

  name                 = local.service_accounts.runner.role
  description          = "Lets Orgwatch's inventory on Kubernetes read every account and write what it found"
  assume_role_policy   = local.trust.runner
  permissions_boundary = local.boundaries.runner
  tags                 = var.tags
}

resource "aws_iam_role_policy" "runner" {
  provider = aws.security

  name = "orgwatch"
  role = aws_iam_role.runner.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "EveryAccountOfTheOrganization"
          Effect    = "Allow"
          Action    = ["sts:AssumeRole"]
          Resource  = ["${local.iam}*:role/inventory"]
          Condition = { StringEquals = { "aws:ResourceOrgID" = var.organization_id } }
        },
        {
          Sid      = "Files"
          Effect   = "Allow"
          Action   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
          Resource = [for folder in ["AWSRecon", "parts", "runs"] : "${local.bucket_arn}/${folder}/*"]
        },
        {
          # Who may not list is told that a file is forbidden, where there is none.
          Sid      = "WhetherAFileIsThere"
          Effect   = "Allow"
          Action   = ["s3:ListBucket"]
          Resource = [local.bucket_arn]
        },
      ],
      var.bucket_kms_key_arn == null ? [] : [{
        Sid       = "Key"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = [var.bucket_kms_key_arn]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${var.bucket_region}.${local.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}" } }
      }]
    )
  })
}
