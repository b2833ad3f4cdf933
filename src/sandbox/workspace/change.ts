import type { FormErrors } from '../page-protocol.js';
import type { Channel, Message, Person, StoredFile, View } from './model.js';

/** What happened, told to whoever listens: the live page, and the events that the app has subscribed to. */
export type Change =
  /** `before` null: it is new. */
  | { readonly kind: 'message'; readonly message: Message; readonly before: Message | null }
  | { readonly kind: 'message_gone'; readonly message: Message }
  | { readonly kind: 'channel'; readonly channel: Channel; readonly before: Channel | null }
  | { readonly kind: 'joined' | 'left'; readonly channel: Channel; readonly user: string; readonly by: string }
  | { readonly kind: 'person'; readonly person: Person; readonly before: Person | null }
  | { readonly kind: 'home'; readonly home: View }
  | {
      readonly kind: 'forms';
      readonly user: string;
      readonly forms: readonly View[];
      readonly errors: FormErrors | null;
    }
  | {
      readonly kind: 'file_shared';
      readonly file: StoredFile;
      readonly channel: string;
      readonly message: Message;
    }
  | { readonly kind: 'read'; readonly user: string; readonly channel: string }
  | { readonly kind: 'notice'; readonly user: string; readonly text: string }
  | { readonly kind: 'clock' }
  /** Its manifest, its addresses, or a switch. */
  | { readonly kind: 'app' }
  /** Everything is as at the beginning. */
  | { readonly kind: 'reset' };

/** A message that is to be written; the workspace gives it its time. */
export type MessageDraft = Pick<Message, 'channel' | 'user' | 'text'> &
  Partial<Omit<Message, 'channel' | 'user' | 'text' | 'ts' | 'edited'>>;
