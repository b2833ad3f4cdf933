/** What somebody may do, from least to most; each may what stands before it may. */
export const roles = ['member', 'finance', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What an actor can be: somebody with a role, or whoever has the machine. */
export type ActingRole = Role | 'operator';

const rank = (role: ActingRole): number => (role === 'operator' ? roles.length : roles.indexOf(role));

/** Whether whoever has `role` may what `least` may. The operator may everything. */
export const atLeast = (role: ActingRole, least: Role): boolean => rank(role) >= rank(least);

/** Decides on escalations, sees what did not arrive, stands in where nobody else can. */
export const manages = (role: ActingRole): boolean => atLeast(role, 'manager');

/**
 * The least role that may change somebody's from `before` to `after`: who is a manager or an admin is an admin's to say,
 * the rest a manager's.
 */
export const givesRole = (before: Role, after: Role): 'manager' | 'admin' =>
  atLeast(before, 'manager') || atLeast(after, 'manager') ? 'admin' : 'manager';
