# One member account with two watched regions: each region forwards its own events, the home region also makes the roles.

terraform {
  required_version = ">= 1.10.0"
}

provider "aws" {
  region = "us-west-2"
}

provider "aws" {
  alias  = "us-east-1"
  region = "us-east-1"
}

locals {
  orgwatch = {
    organization_id     = "o-a1b2c3d4e5"
    infrasec_account_id = "222222222222"
    home_region         = "us-west-2"
  }
}

module "orgwatch_home" {
  source = "../.."

  organization_id     = local.orgwatch.organization_id
  infrasec_account_id = local.orgwatch.infrasec_account_id
  home_region         = local.orgwatch.home_region
}

module "orgwatch_us_east_1" {
  source    = "../.."
  providers = { aws = aws.us-east-1 }

  organization_id     = local.orgwatch.organization_id
  infrasec_account_id = local.orgwatch.infrasec_account_id
  home_region         = local.orgwatch.home_region
}

output "role_arns" {
  description = "What Orgwatch's jobs become in this account."
  value       = module.orgwatch_home.role_arns
}
