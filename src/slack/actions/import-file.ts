import { answerByUrl } from '../answer.js';
import type { Desk } from '../desk.js';
import { type DroppedFile, importDropped, previewFile } from '../import-dropped.js';
import { lastingAnswer } from '../inbox-answer.js';
import { actionIds, type ImportValue, importValue } from '../messages/action-ids.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { onPress, type Press } from './press.js';

/** The buttons below what importing a dropped file would do. The message is the person's own: the answer takes its place. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.importConfirm, importValue.decode, async (press) => {
    const visit = await desk.visit(press.origin);
    const say = inPlace(desk, press);
    const { slackChannelId } = press.origin;
    const place = slackChannelId === null ? null : { slackChannelId, threadTs: press.threadTs };
    const done = await importDropped(desk, visit, droppedOf(press.value), (message) => say(message, visit.lang), place);
    await say(done, visit.lang);
    desk.wake();
  });
  onPress(routing, desk, actionIds.importReadAs, importValue.decode, async (press) => {
    const visit = await desk.visit(press.origin);
    const say = inPlace(desk, press);
    const dropped = droppedOf(press.value);
    await say(await previewFile(desk, visit, dropped, (message) => say(message, visit.lang)), visit.lang);
  });
  onPress(routing, desk, actionIds.importCancel, importValue.decode, async (press) => {
    const { lang } = await desk.visit(press.origin);
    await inPlace(desk, press)(simpleAnswer(lang.t.dropped.notImported), lang);
  });
}

const droppedOf = ({ file, digest, dates, decimal }: ImportValue): DroppedFile => ({
  fileId: file,
  digest,
  readAs: { dates, decimal },
});

const inPlace = (desk: Desk, { responseUrl, answer, origin }: Press<unknown>) =>
  responseUrl === null ? answer : lastingAnswer(desk, origin, answerByUrl(responseUrl, desk.log, true));
