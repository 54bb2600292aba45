variable "bucket_name" {
  description = "Name of the state bucket; without it orgwatch-state-<account id>, which is where the stacks look."
  type        = string
  default     = null

  validation {
    condition     = var.bucket_name == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket_name))
    error_message = "bucket_name must be 3 to 63 small letters, digits, dots and hyphens."
  }
}

variable "kms_key_arn" {
  description = "ARN of a key of yours that encrypts the states; without it AWS's own key for S3 does."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a key, not an alias."
  }
}

variable "old_version_retention_days" {
  description = "How many days an overwritten state can be brought back; the ten newest old versions are kept for ever."
  type        = number
  default     = 90

  validation {
    condition     = var.old_version_retention_days >= 7 && var.old_version_retention_days <= 3650
    error_message = "old_version_retention_days must be 7 to 3650."
  }
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
}
