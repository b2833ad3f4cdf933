import { createRequire } from 'node:module';
import type { App, HTTPReceiver, Receiver, ReceiverEvent, SocketModeReceiver } from '@slack/bolt';

// Bolt's own door loads the receivers for Express and for AWS too, which takes a third of the time that a start takes,
// and 6 MB. So its parts are taken one by one, each when it is needed.

const require = createRequire(import.meta.url);
const part = <Part>(file: string): Part =>
  (require(`@slack/bolt/dist/${file}.js`) as { readonly default: Part }).default;

export const boltApp = () => part<typeof App>('App');
export const httpReceiver = () => part<typeof HTTPReceiver>('receivers/HTTPReceiver');
export const socketModeReceiver = () => part<typeof SocketModeReceiver>('receivers/SocketModeReceiver');

/** Has a receiver hand what it receives to this: of the app it is made for, it uses that alone. */
export const handTo = (receiver: Receiver, take: (event: ReceiverEvent) => Promise<void>): void =>
  receiver.init({ processEvent: take } as App);
