import { readFileSync } from "node:fs";
import { DeleteDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { adminOf } from "../src/admin";

const { url, organization } = JSON.parse(readFileSync("/tmp/w3/sandbox.json", "utf8"));
void new GuardDutyClient(adminOf(url, organization.infrasecAccountId, "us-east-1"))
  .send(new DeleteDetectorCommand({ DetectorId: process.argv[2] }))
  .then((x) => console.log("gone"));
