// Access keys in messages: enough to tell two apart, too little to be of use to anybody.

/** «access key …MPLE»: the last four characters; nothing when there is no key. */
export function lastFour(accessKeyId: string | undefined): string | undefined {
  return accessKeyId && `access key …${accessKeyId.slice(-4)}`;
}
