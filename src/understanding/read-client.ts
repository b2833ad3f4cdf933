import type { Reading } from './reading.js';

export type ClientAction =
  | { readonly kind: 'show' }
  | { readonly kind: 'add' }
  | { readonly kind: 'alias'; readonly alias: string }
  | {
      readonly kind: 'contact';
      readonly name: string;
      readonly email: string | null;
      readonly phone: string | null;
      readonly position: string | null;
    }
  | { readonly kind: 'project'; readonly projectText: string };

/** What `/collect client ACME alias "Acme Ltd"` and its sisters say. */
export interface ClientRequest {
  readonly nameText: string;
  readonly action: ClientAction;
}

export function readClient(text: string): Reading<ClientRequest> {
  return { kind: 'misunderstood', problem: { kind: 'empty', typed: text, example: 'ACME alias "Acme Ltd"' } };
}
