import { allOf, array, boolean, byType, type Check, type Fields, isFields, object, string, type } from './check.js';
import { blockOn, type Surface } from './check-block.js';
import { plainTextUpTo } from './check-text.js';
import { wholeFaults } from './check-whole.js';
import type { BlockFault } from './fault.js';
import { limits } from './limits.js';
import { everyBlock } from './nested.js';

const word = plainTextUpTo(limits.viewTitle);
const blocksOn = (surface: Surface): Check => array(blockOn[surface], { max: limits.blocksInView });
const shared = {
  private_metadata: string({ max: limits.privateMetadata }),
  callback_id: string({ max: limits.id }),
  external_id: string({ max: limits.id }),
  submit: word,
  close: word,
  clear_on_close: boolean,
  notify_on_close: boolean,
};

const shape = allOf(
  byType({
    modal: object({ type, title: word, blocks: blocksOn('modal') }, shared),
    // A Home tab shows no title and no buttons of its own, but Slack takes them.
    home: object({ type, blocks: blocksOn('home') }, { ...shared, title: word }),
  }),
);

function submitFaults(view: Fields, blocks: readonly unknown[], at: string): BlockFault[] {
  if (view.type !== 'modal' || view.submit !== undefined) return [];
  for (const { block, at: place } of everyBlock(blocks, `${at}/blocks`))
    if (block.type === 'input')
      return [
        {
          // Slack's own pointer: the block's type stands at its end.
          pointer: `${place}/input`,
          message: 'must define `submit` to use an `input` block in modals',
          code: 'failed_constraint',
        },
      ];
  return [];
}

/**
 * What Slack would refuse in a modal or Home tab, in its own words; empty: it would take it. `at` is where the view
 * stands in what was sent. The size of the whole (250 KB, view_too_large) is not looked at here.
 */
export function viewFaults(view: unknown, at = '/view'): BlockFault[] {
  const faults = shape(view, at);
  if (faults.length > 0 || !isFields(view) || !Array.isArray(view.blocks)) return faults;
  return [...submitFaults(view, view.blocks, at), ...wholeFaults(view.blocks, `${at}/blocks`)];
}
