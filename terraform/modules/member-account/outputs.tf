output "role_arns" {
  description = "ARNs of the roles that Orgwatch's jobs become, by name; empty outside the home region."
  value       = { for name, role in aws_iam_role.job : name => role.arn }
}

output "forwarding_rules" {
  description = "Names of the rules that forward events from this region."
  value       = sort(keys(aws_cloudwatch_event_rule.forward))
}
