import type { Outcome } from '../to-app/send.js';

/** Slack's sentence at a button or menu whose app did not take the press; null: it did. */
export function failureSentence(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'acknowledged':
      return null;
    case 'timeout':
      return 'Operation timed out. Apps need to respond within three seconds.';
    case 'unreachable':
      return `This app is not responding (${outcome.reason}).`;
    case 'http_error':
      return `This app responded with Status Code ${outcome.status}.`;
  }
}

/** Where the app has named no address for buttons and forms. */
export const NOT_CONFIGURED =
  'This app is not configured to handle interactive responses. Its manifest has interactivity switched off.';
