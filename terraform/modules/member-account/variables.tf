variable "organization_id" {
  description = "Id of the AWS Organization (organization.id in org.config.ts); nobody outside it is trusted."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "organization_id must look like o-a1b2c3d4e5."
  }
}

variable "infrasec_account_id" {
  description = "Id of the security account that runs Orgwatch (accounts.infrasec in org.config.ts)."
  type        = string

  validation {
    condition     = can(regex("^\\d{12}$", var.infrasec_account_id))
    error_message = "infrasec_account_id must be 12 digits."
  }
}

variable "home_region" {
  description = "Region of Orgwatch's event bus (homeRegion in org.config.ts); the roles, which are global, are made by the module's call in this region."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-\\d$", var.home_region))
    error_message = "home_region must be a region, e.g. us-west-2."
  }
}

variable "jobs" {
  description = "Jobs that the organization uses, by the names of their stacks; each brings its own roles and events."
  type        = set(string)
  default     = ["support-cases"]

  validation {
    condition = length(setsubtract(var.jobs, [
      for role in jsondecode(file("${path.module}/member-baseline.json")).roles : role.job
    ])) == 0
    error_message = "jobs names a job that needs nothing in this account; member-baseline.json lists those that do."
  }
}

variable "enable_tag_enforcement" {
  description = "Whether the job tag-audit may stop and terminate instances here (upTo is stop or terminate in org.config.ts); without it there is no role tag-enforcer."
  type        = bool
  default     = false
}

variable "inventory_runner_roles" {
  description = "Names of roles of the security account that the role inventory trusts besides the lambda's (inventory.kubernetes.runnerRole in org.config.ts)."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.inventory_runner_roles : can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", name))])
    error_message = "inventory_runner_roles must hold names of roles, not ARNs."
  }
}

variable "inventory_more_actions" {
  description = "IAM actions of the types that inventory.cloudControl names in org.config.ts; only exact ones that read."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for action in var.inventory_more_actions : can(regex("^[a-z0-9-]+:(?i:get|list|describe|batchget|batchdescribe|search)[A-Za-z0-9]*$", action))])
    error_message = "inventory_more_actions must hold exact IAM actions that read, e.g. appsync:ListGraphqlApis."
  }
}

variable "enable_forwarding" {
  description = "Whether events are forwarded to Orgwatch's bus; without it only the roles are made."
  type        = bool
  default     = true
}

variable "permissions_boundary_arn" {
  description = "ARN of a policy that bounds the roles, where your organization demands one; it must allow what they do."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of a policy."
  }
}

variable "tags" {
  description = "Tags of the roles and rules."
  type        = map(string)
  default     = {}
}
