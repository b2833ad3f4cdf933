import { messageFaults } from '../../block-kit/check-message.js';
import { viewFaults } from '../../block-kit/check-view.js';
import type { BlockFault } from '../../block-kit/fault.js';
import type { Call, Method } from '../method.js';
import { invalidArguments, Refusal } from '../refusal.js';

type Subject = 'blocks' | 'message' | 'view';
const SUBJECTS: readonly Subject[] = ['blocks', 'message', 'view'];

export const blocksMethods = {
  'blocks.validate': {
    scopes: [],
    tier: 'unlimited',
    token: false,
    handle: (call) => {
      const given = SUBJECTS.filter((name) => call.args.has(name));
      const [subject] = given;
      if (subject === undefined || given.length > 1) {
        throw invalidArguments('must provide exactly one of `blocks`, `message` or `view`');
      }
      const faults = faultsOf(call, subject);
      if (faults.length === 0) return {};
      throw new Refusal(`invalid_${subject}`, { errors: faults });
    },
  },
} satisfies Record<string, Method>;

/** Pointers begin at what was sent: "/0/text/type" in blocks, "/blocks/0/text/type" in a message or view. */
function faultsOf(call: Call, subject: Subject): readonly BlockFault[] {
  const value = call.args.json(subject);
  if (subject === 'view') return viewFaults(value, '');
  if (subject === 'blocks') return messageFaults(value, '');
  const { blocks, attachments } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly blocks?: unknown;
    readonly attachments?: unknown;
  };
  const ofAttachments = (Array.isArray(attachments) ? attachments : []).flatMap(
    (one: { blocks?: unknown } | null, at) =>
      one?.blocks === undefined ? [] : messageFaults(one.blocks, `/attachments/${at}/blocks`),
  );
  if (blocks === undefined && attachments !== undefined) return ofAttachments;
  return [...messageFaults(blocks), ...ofAttachments];
}
