variable "organization_id" {
  description = "Id of the AWS Organization (organization.id in org.config.ts); roles outside it are not assumed."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "organization_id must look like o-a1b2c3d4e5."
  }
}

variable "cluster_oidc_issuer" {
  description = "Issuer of the cluster's service account tokens, without https://, e.g. oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9.-]+(:\\d+)?(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])?$", var.cluster_oidc_issuer))
    error_message = "cluster_oidc_issuer must be a host and path without https:// and without a slash at its end."
  }
}

variable "oidc_provider_accounts" {
  description = "Accounts in which the module makes the IAM OIDC provider of the cluster: management, security, both or none; leave out those that have it."
  type        = set(string)
  default     = ["management", "security"]

  validation {
    condition     = length(setsubtract(var.oidc_provider_accounts, ["management", "security"])) == 0
    error_message = "oidc_provider_accounts can name management and security."
  }
}

variable "bucket_name" {
  description = "Bucket of the inventory's files, in the security account."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name must be the name of a bucket."
  }
}

variable "bucket_kms_key_arn" {
  description = "ARN of the key that encrypts the bucket, where it is not S3's own; the bucket of the stack inventory has one."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+$", var.bucket_kms_key_arn))
    error_message = "bucket_kms_key_arn must be the ARN of a key; an alias cannot be used in IAM."
  }
}

variable "bucket_region" {
  description = "Region of the bucket; STS and Organizations are called by its endpoints too."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2,}(-[a-z]+)+-\\d$", var.bucket_region))
    error_message = "bucket_region must be a region, e.g. us-west-2."
  }
}

variable "image" {
  description = "Image built by packages/inventory/Dockerfile, with an exact tag or digest."
  type        = string

  validation {
    condition     = can(regex("^[^\\s@]+(@sha256:[a-f0-9]{64}|:[A-Za-z0-9_][A-Za-z0-9_.-]*)$", var.image)) && !endswith(var.image, ":latest")
    error_message = "image must end with an exact tag or a digest; latest would change under a run."
  }
}

variable "regions" {
  description = "Regions that are looked at, besides what belongs to none; regions that an account has not opted into are skipped and listed."
  type        = list(string)

  validation {
    condition     = length(var.regions) > 0 && alltrue([for region in var.regions : can(regex("^[a-z]{2,}(-[a-z]+)+-\\d$", region))])
    error_message = "regions must name regions, e.g. [\"us-east-1\", \"eu-west-1\"], without global."
  }
}

variable "include_accounts" {
  description = "Ids of the accounts that are looked at; empty means all of the organization."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.include_accounts : can(regex("^\\d{12}$", id))])
    error_message = "include_accounts must be account ids of 12 digits."
  }
}

variable "policy" {
  description = "What is left out (accounts; kinds of the table), and types that are read through the Cloud Control API besides the table, with the IAM actions this takes."
  type = object({
    exempt_accounts = optional(list(string), [])
    leave_out       = optional(list(string), [])
    cloud_control = optional(list(object({
      type    = string
      scope   = string
      actions = list(string)
    })), [])
  })
  default = {}

  validation {
    condition     = alltrue([for one in var.policy.cloud_control : contains(["regional", "global"], one.scope)])
    error_message = "The scope of a Cloud Control type is regional or global."
  }
}

variable "schedule" {
  description = "When a run begins: five cron fields, in UTC."
  type        = string
  default     = "0 4 * * 0"

  # "* * * * 0" is not once a week: it is every minute of a Sunday.
  validation {
    condition     = can(regex("^\\d{1,2}( \\d{1,2}| \\d{1,2}(,\\d{1,2})+)( [\\d*/,A-Za-z-]+){3}$", var.schedule))
    error_message = "schedule must have five fields, and name the minute and the hours, e.g. 0 4 * * 0."
  }
}

variable "parallelism" {
  description = "Pods that read at a time, each one account and region after another."
  type        = number
  default     = 20

  validation {
    condition     = var.parallelism >= 1 && var.parallelism <= 200 && floor(var.parallelism) == var.parallelism
    error_message = "parallelism must be a whole number from 1 to 200."
  }
}

variable "runner_role_name" {
  description = "Name of the runner's role; the role inventory of every account trusts it (inventory.kubernetes.runnerRole in org.config.ts)."
  type        = string
  default     = "Inventory-Runner"

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.runner_role_name))
    error_message = "runner_role_name must be the name of a role, without a path."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy of AWS's own or of the same name in both accounts that bounds the two roles, where your organization demands one; {account} stands for the account's id."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::(\\{account\\}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be like arn:aws:iam::{account}:policy/boundary."
  }
}

variable "tags" {
  description = "Tags of the roles and OIDC providers."
  type        = map(string)
  default     = {}
}
