import { firstLines, keys, notices } from "../../testing/read-notices";
import { backupEvent, backupText } from "../fixtures/other-events";

describe("AWS Backup", () => {
  it("reads the sentence that it publishes, in every state", () => {
    const states = [
      "failed",
      "was completed successfully",
      "was stopped",
      "has expired",
      "was started",
      "was partial",
      "puzzled",
    ];
    expect(firstLines(...states.map(backupText))).toEqual([
      "high: Backup of vol-0abc: failed",
      "ok: Backup of vol-0abc: completed",
      "low: Backup of vol-0abc: aborted",
      "medium: Backup of vol-0abc: expired",
      "info: Backup of vol-0abc: started",
      "medium: Backup of vol-0abc: partial",
      "medium: Backup of vol-0abc: puzzled",
    ]);
  });

  it("gives a job one key in its text and in its event", () => {
    expect(keys(backupText(), backupEvent())).toEqual(
      Array(2).fill("backup/1b2345b2-f22c-4dab-5eb6-bbc7890ed123"),
    );
    expect(notices(backupText(), { subject: "Notification from AWS Backup" })[0]?.facts).toEqual([
      { label: "Resource", value: "arn:aws:ec2:us-west-2:111122223333:volume/vol-0abc" },
      { label: "Recovery point", value: "arn:aws:ec2:us-west-2:111122223333:snapshot/snap-0abc" },
      { label: "Job", value: "1b2345b2-f22c-4dab-5eb6-bbc7890ed123" },
    ]);
  });
});
