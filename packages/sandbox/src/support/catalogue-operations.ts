// What one can choose from when a case is opened. AWS has hundreds of services; the sandbox lists a few and takes the codes of all.
import * as z from "zod";
import { type Operation, operation, optionalText, optionalTexts } from "./operation";
import type { SeverityCode } from "./support-case";

const severityNames: Readonly<Record<SeverityCode, string>> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
  critical: "Critical",
};

const services = [
  service("amazon-elastic-compute-cloud-linux", "Elastic Compute Cloud (EC2 - Linux)", {
    "instance-issue": "Instance Issue",
    other: "Other",
  }),
  service("amazon-simple-storage-service", "Simple Storage Service (S3)", {
    performance: "Performance",
    other: "Other",
  }),
  service("aws-identity-and-access-management", "Identity and Access Management (IAM)", { other: "Other" }),
  service("general-info", "General Info and Getting Started", { "using-aws": "Using AWS & Services" }),
];

const describeSeverityLevels = operation(z.object({ language: optionalText }), () => ({
  severityLevels: Object.entries(severityNames).map(([code, name]) => ({ code, name })),
}));

const describeServices = operation(
  z.object({ language: optionalText, serviceCodeList: optionalTexts }),
  ({ serviceCodeList }) => ({
    services: serviceCodeList?.length
      ? services.filter(({ code }) => serviceCodeList.includes(code))
      : services,
  }),
);

/** By the API's names. */
export const catalogueOperations: Readonly<Record<string, Operation>> = {
  DescribeServices: describeServices,
  DescribeSeverityLevels: describeSeverityLevels,
};

function service(code: string, name: string, categories: Readonly<Record<string, string>>) {
  return { code, name, categories: Object.entries(categories).map(([code, name]) => ({ code, name })) };
}
