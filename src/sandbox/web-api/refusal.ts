/** A call that Slack refuses: `{ok: false, error: code, …facts}`, with HTTP 200. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

/** What Slack says to arguments that cannot be: the code, and each fault as a line of response_metadata. */
export const invalidArguments = (...messages: readonly string[]): Refusal =>
  new Refusal('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  });
