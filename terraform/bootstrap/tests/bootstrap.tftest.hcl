# Plans only, with a provider that calls nobody.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "222222222222" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

run "names_the_bucket_as_the_stacks_expect_it" {
  command = plan

  assert {
    condition     = output.bucket_name == "orgwatch-state-222222222222" && aws_s3_bucket.state.bucket == output.bucket_name
    error_message = "The stacks look for orgwatch-state-<account id>, not for ${output.bucket_name}."
  }

  assert {
    condition     = output.bucket_arn == "arn:aws:s3:::orgwatch-state-222222222222"
    error_message = "Wrong ARN: ${output.bucket_arn}."
  }
}

run "keeps_old_states_and_forgets_them_in_the_end" {
  command = plan

  variables {
    old_version_retention_days = 30
  }

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "A state that is overwritten must be recoverable."
  }

  assert {
    condition = aws_s3_bucket_lifecycle_configuration.state.rule[0].noncurrent_version_expiration[0] == {
      noncurrent_days           = 30
      newer_noncurrent_versions = 10
    }
    error_message = "Old versions must end after the days that were asked for, but for the newest ten."
  }
}

run "is_closed_to_the_public_and_to_plain_http" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.state.block_public_acls,
      aws_s3_bucket_public_access_block.state.block_public_policy,
      aws_s3_bucket_public_access_block.state.ignore_public_acls,
      aws_s3_bucket_public_access_block.state.restrict_public_buckets,
      aws_s3_bucket_ownership_controls.state.rule[0].object_ownership == "BucketOwnerEnforced",
    ])
    error_message = "All four public access blocks must be on, and access lists off."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.state.policy).Statement == [{
      Sid       = "OnlyEncryptedConnections"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource = [
        "arn:aws:s3:::orgwatch-state-222222222222",
        "arn:aws:s3:::orgwatch-state-222222222222/*",
      ]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
    error_message = "The bucket must refuse connections without TLS, and its policy must do nothing else."
  }
}

run "encrypts_with_the_key_that_is_given" {
  command = plan

  variables {
    bucket_name = "acme-states"
    kms_key_arn = "arn:aws:kms:us-west-2:222222222222:key/7c9e6679-7425-40de-944b-e07fc1f90ae7"
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.state.rule :
      rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms" &&
      rule.apply_server_side_encryption_by_default[0].kms_master_key_id == var.kms_key_arn
    ])
    error_message = "States must be encrypted with the given key."
  }

  assert {
    condition     = output.bucket_name == "acme-states"
    error_message = "A given name must be used."
  }
}

run "refuses_values_that_cannot_be_right" {
  command = plan

  variables {
    bucket_name                = "Acme_States"
    kms_key_arn                = "alias/states"
    old_version_retention_days = 0
  }

  expect_failures = [var.bucket_name, var.kms_key_arn, var.old_version_retention_days]
}
