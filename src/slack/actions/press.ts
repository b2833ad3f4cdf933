import type { BlockElementAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { type Answer, answerByResponse, answerInView, openAnswer, type PostedMessage } from '../answer.js';
import type { Desk, Origin } from '../desk.js';
import { attend } from '../error-edge.js';
import { lastingAnswer } from '../inbox-answer.js';
import { waitingWindow } from '../inbox-request.js';
import type { ActionId } from '../messages/action-ids.js';
import { staleButton } from '../messages/error.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { answerInWindow, fillWindow, openWindow } from '../open-window.js';
import type { Routing } from '../routing.js';
import { waitingView } from '../views/answer-view.js';

/** A button that was pressed, or an entry of a menu that was chosen. */
export interface Press<Value> {
  readonly origin: Origin;
  readonly value: Value;
  /** The way back to whoever pressed. */
  readonly answer: Answer;
  /** The same, beside the message with the button: that stands as it is. */
  readonly beside: Answer;
  /** The request's response_url, for a form that answers later; null in forms and the Home tab. */
  readonly responseUrl: string | null;
  /** The message with the button is the person's own: the answer may take its place. */
  readonly replace: boolean;
  /**
   * The message with the button, where it stands in the person's conversation with Collect and stays there. Null: it is
   * for one moment, or stands elsewhere.
   */
  readonly posted: PostedMessage | null;
  /** The thread that the message with the button stands in; null: none. */
  readonly threadTs: string | null;
  /**
   * Opens a form at once (a trigger lives three seconds), then fills it with what `build` returns. What `build` throws
   * is told in the form. `tooLate`: what is done instead where Slack opens no window any more; absent: the person is told.
   */
  openForm(build: () => Promise<ModalView>, tooLate?: () => Promise<void>): Promise<void>;
}

/** Decodes what the button carries; null for anything that this version did not write. */
type Decode<Value> = (text: string | undefined) => Value | null;

/**
 * Listens to one kind of button. It is acknowledged first. Who may do what is decided by whoever pressed, never by
 * whoever the message was for; a value that was tampered with or is too old is refused in words.
 */
export function onPress<Value>(
  routing: Routing,
  desk: Desk,
  id: ActionId,
  decode: Decode<Value>,
  handle: (press: Press<Value>) => Promise<void>,
): void {
  routing.action(id, async (args) => {
    const { ack, body, action, respond } = args;
    await ack();
    await desk.track(
      (async () => {
        const responseUrl =
          typeof body.response_url === 'string' && body.response_url !== '' ? body.response_url : null;
        const origin: Origin = {
          slackUserId: body.user.id,
          teamId: body.user.team_id ?? body.team?.id ?? null,
          slackChannelId: body.channel?.id ?? null,
        };
        // Not asked of the books: the window is opened while the trigger lives, however long they take.
        const lang = desk.languageHeard(origin.slackUserId);
        const replace = body.container?.is_ephemeral === true;
        const threadTs = threadOf(body.container);
        const inModal = body.view?.type === 'modal' ? body.view.id : null;
        const window = waitingWindow();
        let opened: Answer | null = null;
        const back = (instead: boolean): Answer =>
          lastingAnswer(desk, origin, async (message, answerLang) => {
            if (window !== null) return await answerInView(desk.slack, window)(message, answerLang);
            if (responseUrl !== null) {
              return await answerByResponse(respond, desk.log, instead, threadTs)(message, answerLang);
            }
            if (inModal !== null) return await answerInView(desk.slack, inModal)(message, answerLang);
            opened ??= await openAnswer(desk.slack, body.trigger_id, waitingView(lang));
            return await opened(message, answerLang);
          });
        const answer = back(replace);
        const value = decode(carriedBy(action));
        if (value === null) {
          await attend(desk, origin, answer, null, () => answer(staleButton(lang), lang));
          return;
        }
        const press: Press<Value> = {
          origin,
          value,
          answer,
          beside: back(false),
          responseUrl,
          threadTs,
          posted: postedIn(body.container, origin.slackChannelId),
          replace,
          openForm: async (build, tooLate) => {
            const waiting = { trigger_id: body.trigger_id, view: waitingView(lang) };
            const viewId = window ?? (await openWindow(desk, waiting, { onTop: inModal !== null }));
            if (viewId === null) {
              if (tooLate !== undefined) return await tooLate();
              return await answer(simpleAnswer(lang.t.commands.form.tookTooLong), lang);
            }
            await attend(desk, origin, answerInWindow(desk, viewId), null, async () => {
              await fillWindow(desk, viewId, await build());
            });
          },
        };
        // In the Home tab there is nothing to answer into: the window is opened while the trigger lives.
        if (responseUrl === null && inModal === null && opensAnswer(id, value)) {
          opened = await openAnswer(desk.slack, body.trigger_id, waitingView(lang));
        }
        await attend(desk, origin, answer, null, () => handle(press));
      })().catch((error: unknown) => desk.log.error({ err: error, action: id }, 'a button could not be answered')),
    );
  });
}

/** Buttons that answer with a message; the others open a form of their own. */
const OPENS_ANSWER: ReadonlySet<ActionId> = new Set<ActionId>([
  'collect.rerun',
  'collect.undo',
  'collect.add_client',
  'collect.pass_on',
  'collect.settings',
  'escalation.brief',
  'overdue.page',
  'home.search',
  'morning.rest',
]);

/** Of a row's menu only the status is such an answer. */
const opensAnswer = (id: ActionId, value: unknown): boolean =>
  OPENS_ANSWER.has(id) ||
  (id === 'digest.row' && typeof value === 'object' && value !== null && 'do' in value && value.do === 'status');

/** The thread in which the message with the button stands. */
function threadOf(container: unknown): string | null {
  if (typeof container !== 'object' || container === null || !('thread_ts' in container)) return null;
  return typeof container.thread_ts === 'string' ? container.thread_ts : null;
}

/** The message with the button, if it is one that Collect posted to the person. */
function postedIn(container: unknown, slackChannelId: string | null): PostedMessage | null {
  if (typeof container !== 'object' || container === null || !slackChannelId?.startsWith('D')) return null;
  if ('is_ephemeral' in container && container.is_ephemeral === true) return null;
  if (!('message_ts' in container) || typeof container.message_ts !== 'string') return null;
  return { slackChannelId, ts: container.message_ts };
}

function carriedBy(action: BlockElementAction): string | undefined {
  if (action.type === 'button') return action.value;
  // Emptied and Enter pressed: Slack sends null.
  if (action.type === 'plain_text_input') return action.value ?? '';
  if (action.type === 'overflow' || action.type === 'static_select') return action.selected_option?.value;
  return undefined;
}
