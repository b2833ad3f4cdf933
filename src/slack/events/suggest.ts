import { manages } from '../../domain/role.js';
import { UserError } from '../../domain/user-error.js';
import { ownNames } from '../../ledger/own-names.js';
import type { Desk } from '../desk.js';
import { suggestedPrompts } from '../messages/suggested-prompts.js';
import type { Routing } from '../routing.js';
import { SaidRarely } from '../said-rarely.js';
import { slackFault } from '../slack-fault.js';

/** What the app needs to suggest anything. It comes with the agent that an admin switches on in the app's settings. */
export const SUGGESTING = 'assistant:write';

/** What was suggested in a conversation stands for so long, in ms; so does what Slack says no to. */
const LASTS = 3_600_000;
/** Conversations that are kept in mind. */
const MOST = 5_000;

/** A conversation that was opened; `threadTs`: its thread, where Slack keeps one for each (the older assistant view). */
interface Opened {
  readonly slackUserId: string;
  readonly teamId: string | null;
  readonly channel: string;
  readonly threadTs: string | null;
}

/** Somebody begins a conversation with Collect as an assistant. Slack tells of it only where the platform has them. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('assistant_thread_started', async ({ event, body }) => {
    const { user_id: slackUserId, channel_id: channel, thread_ts: threadTs } = event.assistant_thread;
    await desk.track(suggest(desk, { slackUserId, teamId: body.team_id ?? null, channel, threadTs }));
  });
}

/** Somebody opens the Messages tab: where Collect is an agent, that is the beginning of a conversation. */
export async function suggestInMessages(desk: Desk, opened: Omit<Opened, 'threadTs'>): Promise<void> {
  try {
    if (await desk.parts.session.hasScope(SUGGESTING)) await suggest(desk, { ...opened, threadTs: null });
  } catch (error) {
    desk.log.warn({ code: slackFault(error).code }, 'Slack could not be asked whether questions can be suggested');
  }
}

/** What this process has suggested lately, and since when Slack says no. */
class Suggested {
  readonly #until = new Map<string, number>();
  #refusedUntil = 0;
  readonly #refused = new SaidRarely();

  /** Whether it is time to; then it counts as done. */
  claim(key: string, now: number): boolean {
    if (now < this.#refusedUntil || now < (this.#until.get(key) ?? 0)) return false;
    // The oldest first, as they came.
    for (const [old, until] of this.#until) {
      if (until > now && this.#until.size < MOST) break;
      this.#until.delete(old);
    }
    this.#until.delete(key);
    this.#until.set(key, now + LASTS);
    return true;
  }

  /** It was not done after all: the next time it is tried. */
  giveBack(key: string): void {
    this.#until.delete(key);
  }

  /** Slack will say no to everybody. True: it is new, and is to be said. */
  refused(code: string, now: number): boolean {
    this.#refusedUntil = now + LASTS;
    return this.#refused.toSay(code);
  }

  /** Slack has taken some. */
  taken(): void {
    this.#refused.over();
  }
}

const suggested = new WeakMap<Desk, Suggested>();

function suggestedAt(desk: Desk): Suggested {
  const kept = suggested.get(desk) ?? new Suggested();
  suggested.set(desk, kept);
  return kept;
}

/**
 * Questions to begin with, in the person's language, about their own client and project. Whoever gets no answers gets no
 * suggestions. They are an extra: where Slack has no such thing for this workspace (its plan, the app's settings, a
 * scope) nobody is told but the log, once. Never throws.
 */
async function suggest(desk: Desk, { slackUserId, teamId, channel, threadTs }: Opened): Promise<void> {
  const kept = suggestedAt(desk);
  const key = `${slackUserId} ${channel} ${threadTs ?? ''}`;
  const now = desk.ledger.clock.now().getTime();
  if (!kept.claim(key, now)) return;
  try {
    const { actor, lang, reading } = await desk.visit({ slackUserId, teamId, slackChannelId: null });
    const about = { ...(await ownNames(desk.ledger, actor)), decides: manages(actor.role) };
    // An agent's conversation has no thread to name: with one, Slack says yes and does nothing.
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    const prompts = { channel_id: channel, ...suggestedPrompts(about, reading, lang), ...thread };
    await desk.slack.apiCall('assistant.threads.setSuggestedPrompts', prompts);
    kept.taken();
  } catch (error) {
    if (error instanceof UserError) return;
    const fault = slackFault(error);
    if (fault.kind !== 'final') {
      kept.giveBack(key);
      desk.log.warn({ err: error, code: fault.code }, 'no questions could be suggested');
    } else if (ABOUT_ONE.has(fault.code)) {
      desk.log.info({ code: fault.code }, 'no questions could be suggested in a conversation');
    } else if (kept.refused(fault.code, now)) {
      desk.log.warn(
        { code: fault.code },
        'Slack suggests no questions in this workspace; everything else works (collect doctor says what is missing)',
      );
    }
  }
}

/** What Slack says of one conversation, not of the workspace. */
const ABOUT_ONE = new Set(['channel_not_found', 'message_not_found', 'invalid_thread_ts', 'thread_not_found']);
