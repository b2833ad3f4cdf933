import type { MetricObject } from 'prom-client';
import { backlog } from '../../ledger/backlog.js';
import { type RequestKind as RecordedKind, requestKinds as recordedKinds } from '../../ledger/inbox.js';
import { jobs } from '../../ledger/job-run.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { DeliveryReport } from '../delivery.js';
import { Counter, Gauge, Histogram, Registry } from './instruments.js';
import type { SlackCallEnded } from './slack-calls.js';
import type { RequestKind, RequestTimes } from './timed-receiver.js';

/** How long the books may take to answer a scrape, in ms. */
const BOOKS_LIMIT = 2_000;

/** Slack waits three seconds for an acknowledgement. */
const ACKNOWLEDGEMENT = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const ANSWER = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const CALL = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** `held`: done, but nobody was told, since the figures are too old. */
const jobResults = ['done', 'held', 'failed'] as const;
export type JobResult = (typeof jobResults)[number];

/**
 * What Collect measures of itself, for Prometheus. Labels are kinds, codes and methods, never people, channels or
 * amounts. The README's table has one line for each metric; a test holds the two together.
 */
export class Metrics implements RequestTimes {
  readonly #registry = new Registry();
  readonly #in = { registers: [this.#registry] };
  #processToo: Promise<void> | null = null;

  readonly #acknowledged = new Histogram({
    name: 'collect_acknowledgement_seconds',
    help: 'From reading a request of Slack to acknowledging it',
    labelNames: ['kind'],
    buckets: ACKNOWLEDGEMENT,
    ...this.#in,
  });
  readonly #answered = new Histogram({
    name: 'collect_answer_seconds',
    help: 'From reading a request of Slack to the end of all work on it, the answer included',
    labelNames: ['kind'],
    buckets: ANSWER,
    ...this.#in,
  });
  readonly #deliveries = new Counter({
    name: 'collect_deliveries_total',
    help: 'What became of messages: sent, put off (later), refused for good (failed), fate unknown (unknown)',
    labelNames: ['result'],
    ...this.#in,
  });
  readonly #outbox = new Gauge({
    name: 'collect_outbox_messages',
    help: 'Messages not sent: waiting (pending), on their way (sending), given up (failed, unknown)',
    labelNames: ['state'],
    ...this.#in,
  });
  readonly #outboxAge = new Gauge({
    name: 'collect_outbox_oldest_seconds',
    help: 'Age of the oldest message that could have been sent by now; 0 if there is none',
    ...this.#in,
  });
  readonly #inbox = new Gauge({
    name: 'collect_inbox_requests',
    help: 'Requests of Slack that are recorded and not done yet',
    ...this.#in,
  });
  readonly #inboxAge = new Gauge({
    name: 'collect_inbox_oldest_seconds',
    help: 'Age of the oldest of them; 0 if there is none',
    ...this.#in,
  });
  readonly #givenUp = new Counter({
    name: 'collect_requests_given_up_total',
    help: 'Requests of Slack that this process gave up after several tries; whoever asked was told',
    labelNames: ['kind'],
    ...this.#in,
  });
  readonly #jobs = new Counter({
    name: 'collect_job_runs_total',
    help: "Runs of the morning's jobs by this process: done, held (done, but figures too old to tell anybody), failed",
    labelNames: ['job', 'result'],
    ...this.#in,
  });
  readonly #lastRun = new Gauge({
    name: 'collect_job_last_run_timestamp_seconds',
    help: 'When a job last ran, by any process',
    labelNames: ['job'],
    ...this.#in,
  });
  readonly #calls = new Counter({
    name: 'collect_slack_calls_total',
    help: "Calls to Slack; error is none, Slack's own code, http_ and the status, or why there was no answer",
    labelNames: ['method', 'error'],
    ...this.#in,
  });
  readonly #callTimes = new Histogram({
    name: 'collect_slack_call_seconds',
    help: 'How long calls to Slack took',
    labelNames: ['method'],
    buckets: CALL,
    ...this.#in,
  });
  readonly #books = new Gauge({
    name: 'collect_books_up',
    help: '1 if the books answered this scrape; if not, what is read from them is missing from it',
    ...this.#in,
  });

  constructor(private readonly ledger: Ledger) {
    for (const result of ['sent', 'later', 'failed', 'unknown']) this.#deliveries.inc({ result }, 0);
    for (const kind of recordedKinds) this.#givenUp.inc({ kind }, 0);
    // What never happened is 0, not missing: an alert on the first failure needs a figure to rise from.
    for (const job of jobs) for (const result of jobResults) this.#jobs.inc({ job, result }, 0);
  }

  acknowledged(kind: RequestKind, seconds: number): void {
    this.#acknowledged.observe({ kind }, seconds);
  }

  answered(kind: RequestKind, seconds: number): void {
    this.#answered.observe({ kind }, seconds);
  }

  /** What one batch of the delivery did. */
  delivered(report: DeliveryReport): void {
    for (const [result, messages] of Object.entries(report)) {
      if (messages > 0) this.#deliveries.inc({ result }, messages);
    }
  }

  gaveUp(kind: RecordedKind): void {
    this.#givenUp.inc({ kind });
  }

  jobRan(job: string, result: JobResult): void {
    this.#jobs.inc({ job, result });
  }

  called({ method, error, seconds }: SlackCallEnded): void {
    this.#calls.inc({ method, error });
    this.#callTimes.observe({ method }, seconds);
  }

  /** In Prometheus' text format. Never throws for the books' sake. */
  async exposition(): Promise<{ readonly contentType: string; readonly body: string }> {
    this.#processToo ??= this.#addProcess();
    await this.#processToo;
    await this.#readBooks();
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  /** What is measured, without the figures, and without what is measured of any process of Node. */
  described(): readonly { readonly name: string; readonly help: string; readonly labels: readonly string[] }[] {
    const metrics: readonly (MetricObject & { readonly labelNames?: readonly string[] })[] =
      this.#registry.getMetricsAsArray();
    return metrics
      .filter(({ name }) => name.startsWith('collect_'))
      .map(({ name, help, labelNames = [] }) => ({ name, help, labels: labelNames }));
  }

  /** Memory, CPU, event loop: measured from the first scrape on, since watching the event loop has its price. */
  async #addProcess(): Promise<void> {
    const { collectDefaultMetrics } = await import('prom-client');
    collectDefaultMetrics({ register: this.#registry });
  }

  async #readBooks(): Promise<void> {
    const read = await within(BOOKS_LIMIT, backlog(this.ledger));
    // A figure that is not known is left out: 0 would say that nothing waits.
    for (const gauge of [this.#outbox, this.#lastRun]) gauge.reset();
    for (const gauge of [this.#outboxAge, this.#inbox, this.#inboxAge]) gauge.remove();
    this.#books.set(read === null ? 0 : 1);
    if (read === null) return;
    for (const [state, messages] of Object.entries(read.outbox)) this.#outbox.set({ state }, messages);
    this.#outboxAge.set(this.#age(read.oldestDue));
    this.#inbox.set(read.undone);
    this.#inboxAge.set(this.#age(read.oldestUndone));
    for (const { job, at } of read.lastRuns) this.#lastRun.set({ job }, at.getTime() / 1_000);
  }

  #age(since: Date | null): number {
    return since === null ? 0 : Math.max(0, (this.ledger.clock.now().getTime() - since.getTime()) / 1_000);
  }
}

/** Null: it failed or took longer. */
async function within<T>(limit: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limit);
  });
  try {
    return await Promise.race([work.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
