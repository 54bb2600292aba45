// The wiring of `orchestrate`: the organization by AWS, the cluster by Kubernetes.
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { Log } from "@orgwatch/core/log";
import { organizationReader } from "@orgwatch/core/organization/organizations-api";
import { kubernetesApi } from "./kubernetes-api";
import { kubernetesCluster } from "./kubernetes-cluster";
import { orchestrate } from "./orchestrate";
import { orchestratorShape, settingsOf } from "./settings";

/** @throws SettingsProblem, and what `orchestrate` throws. */
export async function orchestrateCommand(environment: NodeJS.ProcessEnv, log: Log): Promise<void> {
  const settings = settingsOf(orchestratorShape, environment);
  const organizations = new OrganizationsClient({ retryMode: "adaptive", maxAttempts: 10 });
  const api = kubernetesApi({
    host: settings.KUBERNETES_SERVICE_HOST,
    port: settings.KUBERNETES_SERVICE_PORT,
    folder: settings.SERVICE_ACCOUNT_FOLDER,
  });
  await orchestrate({
    settings,
    cluster: kubernetesCluster(api, settings.NAMESPACE),
    accounts: organizationReader(organizations).accounts,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log,
  });
}
