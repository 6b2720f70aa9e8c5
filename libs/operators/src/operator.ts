/** Roles are ranks: whoever may do more may do all that is below. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A person who is signed in under /ops. In causes and cases: `operator:<name>`. */
export type Operator = Readonly<{ id: string; name: string; role: Role }>;

export const mayActAs = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

const NAME = /^[a-z0-9][a-z0-9._@-]{0,62}$/;
/** What a filter calls nobody, and who changes operators from the command line. */
export const COMMAND_LINE = 'command-line';
const RESERVED: readonly string[] = ['none', COMMAND_LINE];

/** As names are stored: phones like to begin with a capital letter. Undefined for what can be nobody's name. */
export function readOperatorName(typed: string): string | undefined {
  const name = typed.trim().toLowerCase();
  return NAME.test(name) && !RESERVED.includes(name) ? name : undefined;
}
