output "bucket_name" {
  description = "Name of the state bucket, for `stateBucket` in org.config.ts when it is not the default."
  value       = local.bucket_name
}

output "bucket_arn" {
  description = "ARN of the state bucket, for the policies of those who apply the stacks."
  value       = local.bucket_arn
}
