# One account's state bucket with the default name, in the region that org.config.ts calls homeRegion.

terraform {
  required_version = ">= 1.10.0"
}

provider "aws" {
  region = "us-west-2"
}

module "state" {
  source = "../.."

  tags = { application = "orgwatch" }
}

output "bucket_name" {
  description = "Name of the state bucket."
  value       = module.state.bucket_name
}
