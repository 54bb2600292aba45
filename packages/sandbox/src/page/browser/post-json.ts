// Sends what a visitor did to the page's own API, and turns whatever comes back into words.

/** `status` and `message` are of the answer's result, where it has them. */
export type Outcome =
  | { readonly good: true; readonly status: number | undefined; readonly message: string | undefined }
  | { readonly good: false; readonly words: string };

/** Never rejects. */
export async function postJson(path: string, input: unknown): Promise<Outcome> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const body = await response.json();
    if (!response.ok) return { good: false, words: body.error ?? `The sandbox answered ${response.status}` };
    const { status, message } = body.result ?? {};
    return {
      good: true,
      status: typeof status === "number" ? status : undefined,
      message: typeof message === "string" ? message : undefined,
    };
  } catch {
    return { good: false, words: "The sandbox does not answer. Is it still running?" };
  }
}
