import { logger } from '../collect.js';
import type { Config } from '../config.js';
import { dateIn, type LocalDate } from '../domain/local-date.js';
import { type RunReport, runJob, type WhichJob } from '../jobs/run.js';
import type { Ledger } from '../ledger/ledger.js';
import { noticeMessage } from '../slack/messages/notice.js';
import type { Lang } from '../text/language.js';
import { withBooks } from './books.js';
import type { Ending, Terminal } from './terminal.js';

/**
 * `collect run`: does once what the clock does and delivers it. A dry run shows what would be sent and changes nothing.
 * Ends with `needsYou` where Slack refused a message or there is no Slack to deliver to.
 */
export async function run(
  config: Config,
  lang: Lang,
  which: WhichJob,
  options: { today?: LocalDate; workspace?: string; dryRun?: true; json?: true },
  terminal: Terminal,
): Promise<Ending> {
  return await withBooks(config, lang, options.workspace, terminal, async (ledger, workspace) => {
    const today = options.today ?? dateIn(ledger.clock.now(), workspace.timezone);
    const report = await runJob(ledger, workspace.id, which, { today, dryRun: options.dryRun === true });
    const t = lang.t.cli.run;
    const unsent = unsentWords(report, lang);
    if (!options.json) {
      const n = report.messages.length;
      if (n > 0) terminal.out(report.dryRun ? t.wouldSend(n) : t.written(n));
      else if (unsent.length === 0) terminal.out(t.nothing);
      for (const { to, notice } of report.messages) {
        const recipient = to.kind === 'channel' ? t.toChannel(to.name) : t.toPerson(to.name);
        terminal.out(`  ${recipient}: ${noticeMessage(notice, lang).text.replaceAll('\n', '\n    ')}`);
      }
      for (const line of unsent) terminal.out(line);
    }
    const delivery = report.dryRun || report.messages.length === 0 ? null : await deliver(config, ledger);
    if (options.json) terminal.json({ ...report, delivery });
    if (report.dryRun || report.messages.length === 0) return 'done';
    if (delivery === null) {
      terminal.tell(t.noSlack);
      return 'needsYou';
    }
    const failed = delivery.failed + delivery.unknown;
    if (!options.json) terminal.out(t.delivered(delivery.sent, delivery.later, failed));
    return failed > 0 ? 'needsYou' : 'done';
  });
}

/** What there was to say, but nobody or nowhere to say it to. */
export function unsentWords(report: Pick<RunReport, 'messages' | 'escalations' | 'digests'>, lang: Lang): string[] {
  const t = lang.t.cli.run;
  const { escalations, digests, messages } = report;
  const lines: string[] = [];
  const told = messages.some(({ notice }) => notice.kind === 'escalation_list');
  if (escalations !== null && escalations.candidates > 0 && !told)
    lines.push(t.nobodyForEscalations(escalations.candidates));
  if (digests !== null && [...digests.channels, ...digests.already, ...digests.silent].length === 0)
    lines.push(t.noChannel);
  return lines;
}

/** Null: there is no Slack to deliver to. */
async function deliver(config: Config, ledger: Ledger) {
  if (config.slack === null) return null;
  const { deliverOnce } = await import('../slack/deliver-once.js');
  return await deliverOnce({ ...config, slack: config.slack }, ledger, logger({ ...config, logLevel: 'silent' }));
}
