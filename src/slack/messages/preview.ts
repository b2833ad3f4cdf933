import type { KnownBlock } from '@slack/types';
import type { Lang } from '../../text/language.js';
import { context, section } from './blocks.js';
import { bold } from './escape.js';

/** What stands at the end of a form: what would be recorded, or what is missing for it. */
export type Preview<Receipt> =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  /** `text`: a sentence, in harmless mrkdwn. */
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'incomplete' };

/** `say`: the words of the receipt. */
export function previewBlocks<Receipt>(
  preview: Preview<Receipt>,
  say: (receipt: Receipt) => { readonly headline: string; readonly lines: readonly string[] },
  lang: Lang,
): KnownBlock[] {
  const { forms, words } = lang.t;
  switch (preview.kind) {
    case 'incomplete':
      return [context(forms.previewIncomplete)];
    case 'refused':
      return [section(words.lines([bold(forms.previewRefused), preview.text]))];
    case 'receipt': {
      const { headline, lines } = say(preview.receipt);
      return [context(forms.preview), section(words.lines([bold(headline), ...lines]))];
    }
  }
}
