terraform {
  # The same as the stacks ask for.
  required_version = ">= 1.10.0"

  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.100.0, < 7.0.0"
      configuration_aliases = [aws.management, aws.security]
    }
  }
}
