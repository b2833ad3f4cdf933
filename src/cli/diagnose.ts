import { logger } from '../collect.js';
import type { ConfigReading } from '../config.js';
import { inspectDatabase } from '../ledger/database/inspect.js';
import type { SlackConnectionFault } from '../slack/check-slack.js';
import type { Lang } from '../text/language.js';
import { faultWords, settingWords } from './fault-words.js';
import { givenUpWords } from './outbox-words.js';

/** One thing that was looked at. `words`: how it is, and for a fault what to do about it. */
export interface Finding {
  readonly check: 'settings' | 'database' | 'migrations' | 'inbox' | 'outbox' | 'slack';
  readonly state: 'ok' | 'note' | 'fault';
  readonly words: string;
}

/** Looks at the settings, the database and Slack; changes nothing. Every fault says what to do about it. */
export async function diagnose(reading: ConfigReading, lang: Lang): Promise<Finding[]> {
  const t = lang.t.cli.doctor;
  if (!reading.ok) {
    return [{ check: 'settings', state: 'fault', words: settingWords(reading.faults, lang).join('\n') }];
  }
  const { config } = reading;
  const findings: Finding[] = [{ check: 'settings', state: 'ok', words: t.settingsFine }];
  findings.push(...(await databaseFindings(config, lang)));
  if (config.slack === null) {
    findings.push({ check: 'slack', state: 'note', words: t.noSlack });
    return findings;
  }
  const { checkSlack } = await import('../slack/check-slack.js');
  const slack = await checkSlack(config.slack, logger({ ...config, logLevel: 'silent' }));
  if (slack.team !== null) {
    findings.push({ check: 'slack', state: 'ok', words: t.connected(slack.team.name, slack.team.botName) });
  }
  for (const fault of slack.faults) {
    findings.push({ check: 'slack', state: 'fault', words: slackWords(fault, lang) });
  }
  if (slack.withoutOptional.length > 0) {
    findings.push({ check: 'slack', state: 'note', words: t.withoutOptional(slack.withoutOptional.join(', ')) });
  }
  const { suggestions } = slack;
  if (suggestions?.state === 'off') findings.push({ check: 'slack', state: 'note', words: t.suggestionsOff });
  if (suggestions?.state === 'on') findings.push({ check: 'slack', state: 'ok', words: t.suggestionsOn });
  if (suggestions?.state === 'refused') {
    findings.push({ check: 'slack', state: 'note', words: t.suggestionsRefused(suggestions.reason) });
  }
  return findings;
}

function slackWords(fault: SlackConnectionFault, lang: Lang): string {
  const t = lang.t.cli.doctor;
  switch (fault.code) {
    case 'bot_token_refused':
      return t.botTokenRefused(fault.reason);
    case 'app_token_refused':
      return t.appTokenRefused(fault.reason);
    case 'unreachable':
      return t.slackUnreachable(fault.url, fault.reason);
    case 'scopes_missing':
      return t.scopesMissing(fault.scopes.join(', '));
  }
}

async function databaseFindings(
  config: { databaseUrl: string | null; dataDirectory: string },
  lang: Lang,
): Promise<Finding[]> {
  const t = lang.t.cli.doctor;
  try {
    const found = await inspectDatabase({ url: config.databaseUrl, directory: config.dataDirectory });
    if (found === null) return [{ check: 'database', state: 'note', words: t.notYet(config.dataDirectory) }];
    const { address, sharedWith, pending, outbox, inbox } = found;
    const place =
      config.databaseUrl !== null
        ? t.server(address)
        : sharedWith === null
          ? t.embedded(address)
          : t.shared(address, sharedWith);
    const findings: Finding[] = [
      { check: 'database', state: 'ok', words: place },
      pending.length === 0
        ? { check: 'migrations', state: 'ok', words: t.upToDate }
        : { check: 'migrations', state: 'note', words: t.pending(pending.join(', ')) },
    ];
    for (const { kind, reason, requests, since } of inbox.givenUp) {
      const when = `${since.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
      const words = t.inboxGivenUp(requests, t.requestKinds[kind], when, reason);
      findings.push({ check: 'inbox', state: 'fault', words });
    }
    if (inbox.waiting > 0) findings.push({ check: 'inbox', state: 'note', words: t.inboxWaiting(inbox.waiting) });
    else if (inbox.givenUp.length === 0) findings.push({ check: 'inbox', state: 'ok', words: t.inboxEmpty });
    for (const group of outbox.givenUp) {
      findings.push({ check: 'outbox', state: group.worksAgain ? 'note' : 'fault', words: givenUpWords(group, lang) });
    }
    const told = outbox.givenUp.reduce((sum, { messages }) => sum + messages, 0);
    if (outbox.failed > told) {
      findings.push({ check: 'outbox', state: 'note', words: t.givenUp.older(outbox.failed - told) });
    }
    if (outbox.waiting > 0) findings.push({ check: 'outbox', state: 'note', words: t.outboxWaiting(outbox.waiting) });
    if (outbox.failed + outbox.waiting === 0) findings.push({ check: 'outbox', state: 'ok', words: t.outboxEmpty });
    return findings;
  } catch (error) {
    return [{ check: 'database', state: 'fault', words: faultWords(error, lang) }];
  }
}
