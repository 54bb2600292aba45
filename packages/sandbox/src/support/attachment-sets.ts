// Sets of attachments that wait for a case to be added to. Their names and ids are kept, their bytes are not.
import type { Attachment } from "./support-case";
import { SupportRefused } from "./support-refused";

/** A file as AddAttachmentsToSet gets it; `bytes` is its size. */
export type UploadedFile = { readonly fileName: string; readonly bytes: number };

export type AttachmentSets = {
  /** Adds to a set, or to a new one. Throws SupportRefused when the set is unknown, too old or full. */
  readonly add: (
    accountId: string,
    setId: string | undefined,
    files: readonly UploadedFile[],
  ) => { readonly attachmentSetId: string; readonly expiryTime: string };
  /** The set's attachments; none without an id. Throws SupportRefused when the set is unknown or too old. */
  readonly of: (accountId: string, setId: string | undefined) => readonly Attachment[];
};

type AttachmentSet = {
  readonly accountId: string;
  readonly expiresAt: Date;
  readonly attachments: readonly Attachment[];
};

const lifetime = 60 * 60_000;
const largest = { files: 3, bytes: 5 * 1024 * 1024 };

/** No sets at the start. */
export function newAttachmentSets(options: {
  readonly now: () => Date;
  readonly newId: () => string;
}): AttachmentSets {
  const sets = new Map<string, AttachmentSet>();
  const find = (accountId: string, setId: string): AttachmentSet => {
    const set = sets.get(setId);
    if (set?.accountId !== accountId)
      throw new SupportRefused("AttachmentSetIdNotFound", `Could not find attachment set ${setId}`);
    if (set.expiresAt <= options.now())
      throw new SupportRefused("AttachmentSetExpired", `The attachment set ${setId} has expired`);
    return set;
  };
  return {
    add: (accountId, setId, files) => {
      const before = setId === undefined ? [] : find(accountId, setId).attachments;
      if (before.length + files.length > largest.files || files.some(({ bytes }) => bytes > largest.bytes)) {
        const limits = "A set has up to three attachments of up to 5 MB each";
        throw new SupportRefused("AttachmentSetSizeLimitExceeded", limits);
      }
      const added = files.map(({ fileName }) => ({
        attachmentId: `attachment-${options.newId()}`,
        fileName,
      }));
      const attachmentSetId = setId ?? `as-${options.newId()}`;
      const expiresAt = new Date(options.now().getTime() + lifetime);
      sets.set(attachmentSetId, { accountId, expiresAt, attachments: [...before, ...added] });
      return { attachmentSetId, expiryTime: expiresAt.toISOString() };
    },
    of: (accountId, setId) => (setId === undefined ? [] : find(accountId, setId).attachments),
  };
}
