import { array } from './check.js';
import { blockOn } from './check-block.js';
import { wholeFaults } from './check-whole.js';
import type { BlockFault } from './fault.js';
import { limits } from './limits.js';

const shape = array(blockOn.message, { max: limits.blocksInMessage });

/**
 * What Slack would refuse in the blocks of a message, in its own words; empty: it would take them. `at` is where the
 * array stands in what was sent (blocks.validate says "" for bare blocks).
 */
export function messageFaults(blocks: unknown, at = '/blocks'): BlockFault[] {
  const faults = shape(blocks, at);
  return faults.length > 0 || !Array.isArray(blocks) ? faults : wholeFaults(blocks, at);
}
