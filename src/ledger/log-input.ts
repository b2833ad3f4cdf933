import type { LogRequest } from '../domain/request.js';

/** A line about a client, understood, as it is to be recorded. */
export interface LogInput {
  readonly request: LogRequest;
  readonly clientId: number;
  /** What was typed, to the letter; of a form, the line that says the same. */
  readonly typed: string;
  /** It was filled in in a form: nobody typed a line. */
  readonly form?: boolean;
  /** Slack channel in which it was typed; null outside Slack. */
  readonly slackChannelId: string | null;
  /** Where the words stand that prove it. */
  readonly permalink: string | null;
  readonly clientIsNew?: boolean;
  /** The promise that gets a new date, where somebody pointed at one (a button) instead of naming invoices. */
  readonly replaces?: number;
}
