import type { Done, PageMessage } from '../page-protocol.js';
import { applyResponse, readResponse } from '../to-app/response-urls.js';
import { outcomeError } from '../to-app/send.js';
import type { AppFacts, Channel } from '../workspace/model.js';
import type { ActingParts } from './parts.js';
import { channelLabel } from './payload.js';
import { slackbotSays } from './slackbot.js';
import { escaped, typedText } from './typed-text.js';

type Command = AppFacts['commands'][number];
type Sent = Done<{ message: PageMessage | null }>;

/** Somebody types a slash command of the app. What was typed is lost only if the app has taken it. */
export async function runCommand(
  parts: ActingParts,
  call: { readonly user: string; readonly channel: Channel; readonly command: Command; readonly text: string },
): Promise<Sent> {
  const { workspace, triggers, responseUrls, sender } = parts;
  const { user, channel, command } = call;
  const { team, app, secrets } = workspace;
  const facts = { kind: 'command', user, channel: channel.id, source: null } as const;
  const text = command.shouldEscape ? typedText(workspace, user, call.text, 'command') : escaped(call.text);
  const outcome = await sender.send({
    url: app.requestUrls.commands[command.command] ?? null,
    title: `${command.command} ${call.text}`.trim(),
    body: {
      kind: 'form',
      fields: {
        token: secrets.verificationToken,
        team_id: team.id,
        team_domain: team.domain,
        channel_id: channel.id,
        channel_name: channelLabel(channel),
        user_id: user,
        user_name: workspace.person(user)?.name ?? '',
        command: command.command,
        text,
        api_app_id: app.appId,
        is_enterprise_install: 'false',
        response_url: responseUrls.issue(facts),
        trigger_id: triggers.issue(user, null),
      },
    },
  });
  if (outcome.kind !== 'acknowledged') return failed(parts, call, outcomeError(outcome) ?? 'dispatch_failed');
  const said = immediateAnswer(outcome.body, outcome.headers['content-type'] ?? '');
  if (said === null) return { ok: true, message: null };

  const inChannel = said.response_type === 'in_channel';
  // What everybody is to see is shown with what was typed.
  if (inChannel) workspace.post({ channel: channel.id, user, text: escaped(`${command.command} ${call.text}`.trim()) });
  const response = readResponse(said);
  if ('error' in response) {
    const echoOnly = response.error === 'no_text' && inChannel;
    const nothing = response.error === 'no_text' && Object.keys(said).length === 0;
    return echoOnly || nothing ? { ok: true, message: null } : failed(parts, call, response.error);
  }
  const error = applyResponse(workspace, facts, response);
  return error === null ? { ok: true, message: null } : failed(parts, call, error);
}

function failed(
  { workspace }: ActingParts,
  { user, channel, command }: { readonly user: string; readonly channel: Channel; readonly command: Command },
  error: string,
): Sent {
  const sentence = `${command.command} failed with the error "${error}"`;
  slackbotSays(workspace, user, channel.id, sentence);
  return { ok: false, error: sentence };
}

/** What an app says in the acknowledgement itself: JSON, or a bare text. Null: nothing. */
function immediateAnswer(body: string, contentType: string): Readonly<Record<string, unknown>> | null {
  const text = body.trim();
  if (text === '') return null;
  if (contentType.includes('json') || text.startsWith('{')) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
      if (typeof parsed === 'string') return parsed === '' ? null : { text: parsed };
    } catch {
      // Then it is a text.
    }
  }
  return { text };
}
