import { pino } from 'pino';
import type { Ledger } from '../../src/ledger/ledger.js';
import { enqueue, type NewMessage } from '../../src/ledger/outbox.js';
import { Delivery } from '../../src/slack/delivery.js';
import { Roster } from '../../src/slack/roster.js';
import { Session } from '../../src/slack/session.js';
import type { Timer } from '../../src/slack/timer.js';
import { deliveryClient } from '../../src/slack/web-clients.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

/** A delivery on its books, in a workspace with the channels CAPOLLO and CGEMINI and the people UDANA and UWEI. */
export class ADelivery {
  readonly #sessions: Session[] = [];

  private constructor(
    readonly books: TestLedger,
    readonly slack: SlackWorkspace,
  ) {}

  static async open(options: { readonly refusedScopes?: readonly string[] } = {}): Promise<ADelivery> {
    const books = await testLedger();
    const slack = await SlackWorkspace.open({ clock: books.clock, ...options });
    for (const name of ['dana', 'wei']) slack.user({ id: `U${name.toUpperCase()}`, name });
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [] });
    slack.channel({ id: 'CGEMINI', name: 'proj-gemini', members: [] });
    return new ADelivery(books, slack);
  }

  async close(): Promise<void> {
    for (const session of this.#sessions) session.stop();
    await this.slack.close();
  }

  /**
   * One that knows nothing but the books: the first, one after a restart, another replica. Its waits take no time, unless
   * it has a timer of its own.
   */
  async start({
    timer = { sleep: async () => undefined, after: () => () => undefined },
    ledger = this.books.ledger,
    alone = false,
  }: {
    readonly timer?: Timer;
    readonly ledger?: Ledger;
    readonly alone?: boolean;
  } = {}): Promise<Delivery> {
    const { slack } = this;
    const log = pino({ level: 'silent' });
    const client = deliveryClient(slack.botToken, slack.apiUrl, log);
    const defaults = { timezone: 'UTC', currency: 'USD', locale: 'en' };
    const session = new Session({ ledger, slack: client, defaults, timer, log });
    this.#sessions.push(session);
    await session.meet();
    const roster = new Roster(ledger, client, log);
    return new Delivery({ ledger, slack: client, session, roster, timer, log, alone });
  }

  async say(...messages: NewMessage[]): Promise<void> {
    const { prisma, workspaceId, clock } = this.books;
    await prisma.$transaction(async (tx) => {
      await enqueue(tx, workspaceId, clock.now(), messages);
    });
  }

  async row(dedupeKey: string) {
    return await this.books.prisma.outboxMessage.findFirstOrThrow({ where: { dedupeKey } });
  }

  /** How many messages Slack was asked to post, by channel. */
  posts(): string[] {
    return this.slack.callsOf('chat.postMessage').map((args) => String(args.channel));
  }
}

/** Something to be said. */
export const aMessage = (dedupeKey: string, to: NewMessage['to'], more: Partial<NewMessage> = {}): NewMessage => ({
  notice: {
    kind: 'payment_recorded',
    facts: {
      clientName: 'ACME',
      amount: { minor: 1_200_000, currency: 'USD' },
      by: { id: 1, name: 'sam', slackUserId: 'USAM' },
      promisesKept: 0,
      undone: false,
    },
  },
  dedupeKey,
  to,
  ...more,
});
