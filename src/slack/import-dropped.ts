import { requireRole } from '../ledger/people.js';
import { nextSetupStep } from '../ledger/setup.js';
import type { Lang } from '../text/language.js';
import type { Desk, Visit } from './desk.js';
import { type FetchedFile, FileNotHad, withFile } from './fetch-file.js';
import type { ImportedFile, ReadAs } from './importer.js';
import { fileImported, filePreview } from './messages/dropped.js';
import type { SlackMessage } from './messages/message.js';
import { simpleAnswer } from './messages/simple-answer.js';
import { count, named } from './messages/wording.js';

/** A file that somebody dropped; `digest`: of the content that they were shown, null: they were shown none. */
export interface DroppedFile {
  readonly fileId: string;
  readonly digest: string | null;
  readonly readAs: ReadAs;
}

/** From so many bytes on it is said that a file is being read. */
const LARGE = 1_000_000;

type Say = (message: SlackMessage) => Promise<void>;

/**
 * What importing a dropped file would do, or the question that it leaves open. Writes nothing. Throws UserError
 * role_required: files are for finance and managers.
 *
 * @param say is told while a large file is being read
 */
export async function previewFile(desk: Desk, visit: Visit, dropped: DroppedFile, say: Say): Promise<SlackMessage> {
  return await withDropped(desk, visit, dropped, async (file) => {
    if (file.size >= LARGE) await say(simpleAnswer(visit.lang.t.dropped.reading(named(file.name))));
    const read = await desk.parts.importer(desk.parts.ledger, visit.workspace, file, {
      ...dropped.readAs,
      byId: visit.actor.personId,
      dryRun: true,
    });
    return filePreview({ ...read, file, readAs: dropped.readAs }, visit.lang);
  });
}

/**
 * Imports a dropped file, if it still is what was shown, and gives the refused rows back as a file. The same file again
 * changes nothing. Throws UserError role_required.
 *
 * @param say is told before it begins
 * @param place where the refused rows are given back
 */
export async function importDropped(
  desk: Desk,
  visit: Visit,
  dropped: DroppedFile,
  say: Say,
  place: { readonly slackChannelId: string; readonly threadTs: string | null } | null,
): Promise<SlackMessage> {
  return await withDropped(desk, visit, dropped, async (file) => {
    await say(simpleAnswer(visit.lang.t.dropped.importing(named(file.name))));
    const imported = await desk.parts.importer(desk.parts.ledger, visit.workspace, file, {
      ...dropped.readAs,
      byId: visit.actor.personId,
      dryRun: false,
    });
    // Asked in the meantime: what the rows are read as was decided before, so there is no question left.
    if (imported.report.question !== undefined) {
      return filePreview({ ...imported, file, readAs: dropped.readAs }, visit.lang);
    }
    const refusedFile = place !== null && (await giveRefusedBack(desk, imported, file, place, visit.lang));
    const nextStep = await nextSetupStep(desk.parts.ledger, visit.actor);
    return fileImported({ ...imported, refusedFile, nextStep }, visit.lang);
  });
}

async function withDropped(
  desk: Desk,
  visit: Visit,
  { fileId, digest }: DroppedFile,
  work: (file: FetchedFile) => Promise<SlackMessage>,
): Promise<SlackMessage> {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager']);
  const t = visit.lang.t.dropped;
  try {
    return await withFile(desk.slack, { id: fileId, slackUserId: visit.slackUserId }, async (file) =>
      digest === null || digest === file.digest ? await work(file) : simpleAnswer(t.changed(named(file.name))),
    );
  } catch (error) {
    if (!(error instanceof FileNotHad)) throw error;
    desk.log.warn({ err: error, why: error.why }, 'a dropped file could not be had');
    const words = t.noFile[error.why];
    return simpleAnswer(typeof words === 'string' ? words : words(named(error.fileName)));
  }
}

/** Whether the refused rows were given back as a file. What became of the others does not depend on it. */
async function giveRefusedBack(
  desk: Desk,
  imported: ImportedFile,
  file: FetchedFile,
  place: { readonly slackChannelId: string; readonly threadTs: string | null },
  lang: Lang,
): Promise<boolean> {
  const { refused } = imported.report;
  if (refused === 0) return false;
  const t = lang.t.dropped;
  try {
    if (!(await desk.parts.session.hasScope('files:write'))) return false;
    const rows = await imported.refusedRows(lang);
    if (rows === null) return false;
    await desk.slack.filesUploadV2({
      channel_id: place.slackChannelId,
      ...(place.threadTs === null ? {} : { thread_ts: place.threadTs }),
      filename: t.refusedName(file.name.replace(/\.[^.]*$/, '.csv')),
      file: Buffer.from(rows),
      initial_comment: t.refusedFile(count(refused, lang), refused === 1),
    } as Parameters<typeof desk.slack.filesUploadV2>[0]);
    return true;
  } catch (error) {
    desk.log.warn({ err: error }, 'the refused rows could not be given back');
    return false;
  }
}
