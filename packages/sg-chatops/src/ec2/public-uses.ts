// Who uses a security group with a public address, in words that people know: an instance, a load balancer.
import type { NetworkInterface } from "@aws-sdk/client-ec2";

/** e.g. `i-1 (203.0.113.7)`, `load balancer app/web/50dc (198.51.100.1)`; undefined for an interface without a public address. */
export function publicUseOf(networkInterface: NetworkInterface): string | undefined {
  const address = networkInterface.Association?.PublicIp;
  return address ? `${userOf(networkInterface)} (${address})` : undefined;
}

/** Load balancers, NAT gateways and the like say so in their interface's description only: `ELB app/web/50dc`. */
function userOf({ Attachment, Description, NetworkInterfaceId }: NetworkInterface): string {
  if (Attachment?.InstanceId) return Attachment.InstanceId;
  if (Description?.startsWith("ELB ")) return `load balancer ${Description.slice("ELB ".length)}`;
  return Description || (NetworkInterfaceId ?? "a network interface");
}
