output "role_arns" {
  description = "ARNs of the two roles, by who assumes them: orchestrator, runner."
  value       = { orchestrator = aws_iam_role.orchestrator.arn, runner = aws_iam_role.runner.arn }
}

output "manifests" {
  description = "The cluster's objects as YAML: terraform output -raw manifests | kubectl apply -f -"
  value       = join("---\n", local.manifests)
}
