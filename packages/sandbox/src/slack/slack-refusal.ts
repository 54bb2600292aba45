// Slack's way to say no: an error word, sometimes with the reasons in `response_metadata.messages`.

/** Thrown while a call is worked on; it becomes `{ ok: false, error }` (Web API) or a status with the word (webhook). */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly word: string;
  readonly problems: readonly string[];
  /** What else stands in the answer of the Web API. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(word: string, problems: readonly string[] = [], fields: Readonly<Record<string, string>> = {}) {
    super(problems.length > 0 ? `${word}: ${problems.join("; ")}` : word);
    this.word = word;
    this.problems = problems;
    this.fields = fields;
  }
}
