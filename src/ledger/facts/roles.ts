import { z } from 'zod';
import { roles } from '../../domain/role.js';
import { personFact } from './common.js';

/** To somebody who may do something else now; `by` null: whoever runs Collect said so. */
export const roleChangedNotice = z.object({
  by: personFact.nullable(),
  before: z.enum(roles),
  after: z.enum(roles),
});

const holder = z.object({
  person: personFact,
  role: z.enum(['finance', 'manager', 'admin']),
  /** Nobody gave the role: it is theirs as owner or admin of the Slack workspace. */
  fromSlack: z.boolean(),
});

/** `/collect role`: who may more than a member, by role, then by name; and how many members there are. */
export const roleListFact = z.object({ holders: z.array(holder), members: z.int() });
export type RoleList = z.infer<typeof roleListFact>;
