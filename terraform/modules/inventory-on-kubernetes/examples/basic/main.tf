# An EKS cluster of its own account: the two accounts of the inventory get an OIDC provider for it.

terraform {
  required_version = ">= 1.10.0"
}

provider "aws" {
  alias   = "management"
  region  = "us-west-2"
  profile = "management"
}

provider "aws" {
  alias   = "security"
  region  = "us-west-2"
  profile = "security"
}

module "inventory" {
  source = "../.."

  providers = {
    aws.management = aws.management
    aws.security   = aws.security
  }

  organization_id     = "o-a1b2c3d4e5"
  cluster_oidc_issuer = "oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"
  bucket_name         = "orgwatch-inventory-222222222222"
  bucket_kms_key_arn  = "arn:aws:kms:us-west-2:222222222222:key/11111111-2222-3333-4444-555555555555"
  bucket_region       = "us-west-2"
  image               = "222222222222.dkr.ecr.us-west-2.amazonaws.com/orgwatch-inventory:1.0.0"
  regions             = ["us-east-1", "us-west-2", "eu-west-1"]
}

output "manifests" {
  description = "terraform output -raw manifests | kubectl apply -f -"
  value       = module.inventory.manifests
}
