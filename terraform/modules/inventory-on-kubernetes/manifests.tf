# What the cluster gets: templates with plain names only, each value encoded here, so that no value can change an object's shape.

locals {
  values = {
    orchestrator_role_arn = jsonencode(local.role_arns.orchestrator)
    runner_role_arn       = jsonencode(local.role_arns.runner)
    schedule              = jsonencode(var.schedule)
    image                 = jsonencode(var.image)
    region                = jsonencode(var.bucket_region)
    bucket                = jsonencode(var.bucket_name)
    regions               = jsonencode(join(",", var.regions))
    include_accounts      = jsonencode(join(",", sort(var.include_accounts)))
    parallelism           = jsonencode(tostring(var.parallelism))
    policy = jsonencode(jsonencode({
      exemptAccounts = var.policy.exempt_accounts
      leaveOut       = var.policy.leave_out
      cloudControl   = var.policy.cloud_control
    }))
  }

  # In the order in which the cluster needs them.
  manifests = [
    for name in [
      "namespace",
      "orchestrator-service-account",
      "runner-service-account",
      "orchestrator-role",
      "orchestrator-role-binding",
      "orchestrator-cron-job",
    ] : templatefile("${path.module}/manifests/${name}.yaml", local.values)
  ]
}
