terraform {
  # The first version of Terraform, and of OpenTofu, that locks a state in S3 by the bucket alone.
  required_version = ">= 1.10.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}
