import type { Receiver } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { register as registerAddClient } from './actions/add-client.js';
import { register as registerChange } from './actions/change.js';
import { register as registerDigestCsv } from './actions/digest-csv.js';
import { register as registerDigestRow } from './actions/digest-row.js';
import { register as registerEscalationButtons } from './actions/escalation.js';
import { register as registerFormChanges } from './actions/form-changed.js';
import { register as registerHomeButtons } from './actions/home.js';
import { register as registerImportFile } from './actions/import-file.js';
import { register as registerMorningRest } from './actions/morning-rest.js';
import { register as registerMySettings } from './actions/my-settings.js';
import { register as registerOpenForm } from './actions/open-form.js';
import { register as registerOverduePage } from './actions/overdue-page.js';
import { register as registerPassOn } from './actions/pass-on.js';
import { register as registerPaymentSame } from './actions/payment-same.js';
import { register as registerPromiseButtons } from './actions/promise.js';
import { register as registerRerun } from './actions/rerun.js';
import { register as registerSettings } from './actions/settings.js';
import { register as registerSetup } from './actions/setup.js';
import { register as registerUndo } from './actions/undo.js';
import { register as registerUnknown } from './actions/unknown.js';
import { slackLogger } from './bolt-logger.js';
import { boltApp } from './bolt-parts.js';
import { booksUnreachable } from './books-unreachable.js';
import { register as registerCollect } from './commands/collect.js';
import { Delivery } from './delivery.js';
import { Desk } from './desk.js';
import { Doorstep } from './doorstep.js';
import { register as registerChannelEvents } from './events/channels.js';
import { register as registerDirectMessage } from './events/direct-message.js';
import { register as registerHome } from './events/home.js';
import { register as registerInstallationEvents } from './events/installation.js';
import { register as registerMention } from './events/mention.js';
import { register as registerPeopleEvents } from './events/people.js';
import { register as registerSuggestions } from './events/suggest.js';
import { HomeKeeper } from './home-keeper.js';
import type { Importer } from './importer.js';
import { Inbox } from './inbox.js';
import { requestAtWork } from './inbox-request.js';
import { Metrics } from './metrics/metrics.js';
import { timed } from './metrics/timed-receiver.js';
import { Roster } from './roster.js';
import { Routing } from './routing.js';
import { Session } from './session.js';
import type { SlackSettings } from './settings.js';
import { register as registerShortcuts } from './shortcuts/log-promise.js';
import { slackFault } from './slack-fault.js';
import { register as registerChannelSearch } from './suggestions/channels.js';
import { register as registerClientSearch } from './suggestions/clients.js';
import { register as registerInvoiceSearch } from './suggestions/invoices.js';
import { register as registerProjectSearch } from './suggestions/projects.js';
import { systemTimer, type Timer } from './timer.js';
import { register as registerAssignForm } from './views/assign.js';
import { register as registerClientForm } from './views/client.js';
import { register as registerConversationForm } from './views/conversation.js';
import { register as registerDigestForm } from './views/digest.js';
import { register as registerEscalateForm } from './views/escalate.js';
import { register as registerKeepUntilForm } from './views/keep-until.js';
import { register as registerLogForm } from './views/log.js';
import { register as registerMySettingsForm } from './views/my-settings.js';
import { register as registerPaymentForm } from './views/payment.js';
import { register as registerProjectForm } from './views/project.js';
import { register as registerSetupForm } from './views/setup.js';
import { register as registerSnoozeForm } from './views/snooze.js';
import { deliveryClient, interactiveOptions, type ToldOfCall } from './web-clients.js';

const listeners = [
  registerCollect,
  registerRerun,
  registerUndo,
  registerChange,
  registerAddClient,
  registerSettings,
  registerPassOn,
  registerOverduePage,
  registerPaymentSame,
  registerPromiseButtons,
  registerEscalationButtons,
  registerDigestRow,
  registerHomeButtons,
  registerImportFile,
  registerSetup,
  registerDigestCsv,
  registerMySettings,
  registerMorningRest,
  registerOpenForm,
  registerFormChanges,
  registerClientSearch,
  registerInvoiceSearch,
  registerProjectSearch,
  registerChannelSearch,
  registerUnknown,
  registerAssignForm,
  registerEscalateForm,
  registerKeepUntilForm,
  registerLogForm,
  registerMySettingsForm,
  registerConversationForm,
  registerPaymentForm,
  registerSnoozeForm,
  registerClientForm,
  registerProjectForm,
  registerDigestForm,
  registerSetupForm,
  registerShortcuts,
  registerHome,
  registerMention,
  registerDirectMessage,
  registerSuggestions,
  registerInstallationEvents,
  registerChannelEvents,
  registerPeopleEvents,
];

export interface SlackAppParts {
  readonly config: SlackSettings;
  readonly ledger: Ledger;
  readonly log: Logger;
  /** Brings a file that somebody drops into the books. */
  readonly importer: Importer;
  /** Tests hand in one that does not wait. */
  readonly timer?: Timer;
  /** Where Slack knocks, if the door is open already. */
  readonly doorstep?: Doorstep;
  /** Resolves when the books are open; until then whoever asks them waits. */
  readonly booksOpen?: Promise<unknown>;
  /** No other process can be at work on these books: true of the embedded database. */
  readonly alone?: boolean;
}

/** The running Slack side. */
export interface SlackApp {
  /** Listens, then gets to know Slack and delivers in the background. Rejects if the port is taken. */
  start(): Promise<{ readonly port: number }>;
  /** Stops listening, lets what is being worked on finish (at most 10 s), stops the delivery. */
  stop(): Promise<void>;
  readonly session: Session;
  readonly delivery: Delivery;
  readonly homes: HomeKeeper;
  readonly inbox: Inbox;
  readonly metrics: Metrics;
}

/** How long a stop waits for work that goes on after Slack was answered, in ms. The delivery and the books come after it. */
const LAST_WORK = 5_000;

/** Wires Slack to the books. Nothing happens before `start`. */
export function createSlackApp({
  config,
  ledger,
  log,
  importer,
  timer = systemTimer,
  doorstep,
  booksOpen = Promise.resolve(),
  alone = false,
}: SlackAppParts): SlackApp {
  if (config.slack === null) throw new Error('without a token there is no Slack to talk to');
  const { botToken, apiUrl } = config.slack;
  const metrics = new Metrics(ledger);
  const told: ToldOfCall = (call) => metrics.called(call);
  const clientOptions = interactiveOptions(apiUrl, log, told);
  const slack = new WebClient(botToken, clientOptions);
  const background = deliveryClient(botToken, apiUrl, log, told);
  const session = new Session({ ledger, slack: background, defaults: config.defaults, timer, log, booksOpen });
  const roster = new Roster(ledger, slack, log, background);
  const delivery = new Delivery({ ledger, slack: background, session, roster, timer, log, alone, told: metrics });
  const desk: Desk = new Desk({
    ledger,
    log,
    slack,
    session,
    roster,
    timer,
    importer,
    defaultLocale: config.defaults.locale,
    wake: () => {
      delivery.wake();
      homes.wake();
    },
  });
  const homes = new HomeKeeper({ ledger, desk, slack: background, session, timer, log });
  const inbox = new Inbox({ ledger, desk, timer, log, alone, told: metrics });
  const door = doorstep ?? new Doorstep({ connection: config.slack, address: config, log, timer });
  // Whoever Bolt gives to its receiver is let in: what comes to the door goes there.
  let inside: Parameters<Receiver['init']>[0] | null = null;
  const receiver: Receiver = {
    init: (app) => {
      inside = app;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };

  const App = boltApp();
  const app = new App({
    receiver: inbox.before(timed(receiver, metrics)),
    // The token is known from the start; whose it is, the session finds out beside the listening.
    authorize: async () => ({
      botToken,
      ...(session.known === null ? {} : { botUserId: session.known.botUserId }),
      ...(session.known?.botId == null ? {} : { botId: session.known.botId }),
    }),
    convoStore: false,
    clientOptions,
    logger: slackLogger(log.child({ part: 'bolt' })),
    extendedErrorHandler: true,
  });
  const routing = new Routing();
  for (const register of listeners) register(routing, desk);
  routing.listenTo(app);
  app.error(async ({ error }: { error: Error }) => {
    log.error({ err: error }, 'a listener failed');
    const request = requestAtWork();
    // It was recorded, and nobody was told anything: it is done when the books are back. What an event says is asked of
    // Slack, and once Slack has said that it changed it does not say so again.
    if (booksUnreachable(error) || (request?.row.kind === 'event' && mayPass(error))) request?.leave();
  });

  const end = async (): Promise<void> => {
    session.stop();
    inbox.stop();
    await door.close();
    await Promise.race([Promise.all([desk.settled(), inbox.settled()]), systemTimer.sleep(LAST_WORK)]);
    await homes.stop();
    await delivery.stop();
  };
  let ending: Promise<void> | null = null;
  return {
    session,
    delivery,
    homes,
    inbox,
    metrics,
    start: async () => {
      const port = await door.open();
      door.letIn({
        take: async (event) => await (inside ?? app).processEvent(event),
        books: async () => {
          await ledger.prisma.$queryRaw`select 1`;
        },
        slackKnown: () => session.known !== null,
        slackRefusal: () => session.refusal,
        metrics: () => metrics.exposition(),
        told,
      });
      session.open().catch((error: unknown) => log.error({ err: error }, 'Slack could not be asked'));
      const deliver = (): void => {
        if (ending !== null) return;
        inbox.start();
        delivery.start();
        homes.start();
      };
      // Books that cannot be opened end the process: whoever started this says why.
      booksOpen.then(deliver, () => session.stop());
      return { port };
    },
    stop: async () => {
      ending ??= end();
      await ending;
    },
  };
}

/** Whether what an event's listener threw may be over the next time. Bolt wraps it. */
function mayPass(error: Error): boolean {
  const thrown: unknown = 'original' in error ? error.original : error;
  return slackFault(thrown).kind !== 'final';
}
