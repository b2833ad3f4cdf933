import { z } from 'zod';
import { setupSteps } from '../../domain/setup.js';
import { localDateFact } from '../../ledger/facts/common.js';
import { limits } from './limits.js';

/** Every button and menu that Collect puts into a message, by what it means. */
export const actionIds = {
  rerun: 'collect.rerun',
  undo: 'collect.undo',
  change: 'collect.change',
  addClient: 'collect.add_client',
  passOn: 'collect.pass_on',
  settings: 'collect.settings',
  promisePaid: 'promise.paid',
  promiseNewDate: 'promise.new_date',
  promiseCalled: 'promise.called',
  promiseEscalate: 'promise.escalate',
  escalationKeep: 'escalation.keep',
  escalationEscalate: 'escalation.escalate',
  escalationBrief: 'escalation.brief',
  digestRow: 'digest.row',
  digestCsv: 'digest.csv',
  overduePage: 'overdue.page',
  homePage: 'home.page',
  homeSearch: 'home.search',
  mySettings: 'home.settings',
  morningRest: 'morning.rest',
  /** A button that opens a form by its name. */
  openForm: 'collect.form',
  /** Inputs of forms that change what the form shows: their values come with every change. */
  pickClient: 'pick.client',
  pickInvoices: 'pick.invoices',
  pickProject: 'pick.project',
  pickChannel: 'pick.channel',
  logOutcome: 'log.outcome',
  logDate: 'log.date',
  logAmount: 'log.amount',
  logCurrency: 'log.currency',
  logAnother: 'log.another',
  logPart: 'log.part',
  setupKeep: 'setup.keep',
  setupUse: 'setup.use',
  setupOpen: 'setup.open',
  setupLater: 'setup.later',
  paymentSame: 'payment.same',
  importConfirm: 'import.confirm',
  importReadAs: 'import.read_as',
  importCancel: 'import.cancel',
} as const;
export type ActionId = (typeof actionIds)[keyof typeof actionIds];

/** The callback ids of the forms in forms.ts. */
export const formIds = {
  log: 'form.log',
  keepUntil: 'form.keep_until',
  escalate: 'form.escalate',
  setup: 'form.setup',
  assign: 'form.assign',
  mySettings: 'form.my_settings',
  conversation: 'form.conversation',
  payment: 'form.payment',
  snooze: 'form.snooze',
  client: 'form.client',
  project: 'form.project',
  digest: 'form.digest',
} as const;

const ids: ReadonlySet<string> = new Set(Object.values(actionIds));
const isActionId = (id: string): id is ActionId => ids.has(id);

/**
 * Which of ours an element's action id is: the id itself, or the id with ":1", ":2" … (Slack wants the ids within one
 * block to differ, so the second button of a kind is numbered). Null: none of this version's.
 */
export function actionIdOf(id: string): ActionId | null {
  const plain = id.replace(/:\d+$/, '');
  return isActionId(plain) ? plain : null;
}

/**
 * What a button carries. `encode` gives null when Slack could not carry it (over 2,000 characters): then there is
 * no button. `decode` gives null for anything this version did not write: an old message, a tampered value.
 */
export interface ValueCodec<Value> {
  encode(value: Value): string | null;
  decode(text: string | null | undefined): Value | null;
}

function jsonValue<Value>(schema: z.ZodType<Value>): ValueCodec<Value> {
  return {
    encode(value) {
      const text = JSON.stringify(schema.parse(value));
      return text.length <= limits.buttonValue ? text : null;
    },
    decode(text) {
      if (text === null || text === undefined || text.length > limits.buttonValue) return null;
      try {
        return schema.parse(JSON.parse(text));
      } catch {
        return null;
      }
    },
  };
}

const id = z.int().positive();
const line = z.string().min(1);

/**
 * `text`: the whole command line without "/collect". `on`: the day it was typed, from which its days count ("yesterday"),
 * for a button that stands longer than that day; absent: they count from the press. `another`: its payment is another
 * one than what a file has brought.
 */
export const rerunValue = jsonValue(
  z.strictObject({ text: line, on: localDateFact.optional(), another: z.literal(true).optional() }),
);
/** The client whose payment is in the books already. */
export const samePaymentValue = jsonValue(z.strictObject({ client: line }));
export const undoValue = jsonValue(z.strictObject({ auditId: id }));
export const changeValue = jsonValue(
  z.strictObject({ text: line, auditId: id.optional(), on: localDateFact.optional() }),
);
/** `text`: the line to run once the client `name` is there. */
export const addClientValue = jsonValue(z.strictObject({ text: line, name: line }));
export const passOnValue = jsonValue(z.strictObject({ text: line, personId: id }));
export const promiseValue = jsonValue(z.strictObject({ promiseId: id, clientId: id }));
/** The forms that a button opens; the client is the one it is about, if there is one. */
export const openableForms = ['log', 'payment', 'client', 'project', 'digest', 'snooze'] as const;
export type OpenableForm = (typeof openableForms)[number];
export const openFormValue = jsonValue(z.strictObject({ form: z.enum(openableForms), clientId: id.optional() }));
export const clientValue = jsonValue(z.strictObject({ clientId: id }));
/** `from`: the place of the first message that is not shown yet. */
export const morningValue = jsonValue(z.strictObject({ batchId: id, from: z.int().min(1) }));
/** `filter` is what stands behind "overdue" in the command ("", "mine", "ACME", "<@U1>"). */
export const overduePageValue = jsonValue(z.strictObject({ filter: z.string(), page: z.int().min(1) }));
/** A page of the clients in the Home tab. */
export const homePageValue = jsonValue(z.strictObject({ page: z.int().min(1) }));
/** What is typed into the search field of the Home tab; nothing: it was emptied. */
export const searchValue: ValueCodec<string> = {
  encode: (text) => text,
  decode: (text) => (text === null || text === undefined || text.length > 200 ? null : text.trim()),
};

/** A dropped file by Slack's id, the digest of its content when it was shown, and how its cells are read. */
export const importValue = jsonValue(
  z.strictObject({
    file: z.string().regex(/^F[A-Z0-9]{1,40}$/),
    digest: z.string().regex(/^[\w-]{43}$/),
    dates: z.enum(['mdy', 'dmy', 'ymd']).optional(),
    decimal: z.enum(['.', ',']).optional(),
  }),
);
export type ImportValue = NonNullable<ReturnType<typeof importValue.decode>>;

/** A step of setting up; `value`: what it is settled with. */
export const setupValue = jsonValue(z.strictObject({ step: z.enum(setupSteps), value: line.optional() }));
export type SetupValue = NonNullable<ReturnType<typeof setupValue.decode>>;

/** What the menu beside a client in an answer offers, and what the one in a digest does (Slack takes five entries). */
export const rowActions = ['promise', 'called', 'paid', 'status'] as const;
export const digestActions = ['log', 'paid', 'snooze', 'dispute', 'assign'] as const;
export type RowAction = (typeof rowActions)[number] | (typeof digestActions)[number];
export interface RowValue {
  readonly clientId: number;
  readonly promiseId: number | null;
  readonly do: RowAction;
}

const ROW = /^(promise|called|paid|status|log|snooze|dispute|assign) ([1-9]\d{0,15}) ([1-9]\d{0,15}|-)$/;

/** An option of the menu beside a digest row: "promise 12 34", since Slack gives an option 75 characters. */
export const rowValue: ValueCodec<RowValue> = {
  encode: (value) => `${value.do} ${value.clientId} ${value.promiseId ?? '-'}`,
  decode(text) {
    const match = ROW.exec(text ?? '');
    if (match === null) return null;
    const promiseId = match[3] === '-' ? null : Number(match[3]);
    return { do: match[1] as RowAction, clientId: Number(match[2]), promiseId };
  },
};
