import type { KnownBlock } from '@slack/types';

/**
 * What is said in Slack. `text` is a full sentence with the numbers: the push line, what a screen reader and the
 * search get. `blocks` is what is seen. Always send both (chat.update without blocks removes them).
 */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
  /** The same for a workspace whose Slack does not take one of these blocks. */
  readonly plainer?: SlackMessage;
}
