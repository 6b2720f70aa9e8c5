import { readOperatorName, type Role, ROLES } from '@app/operators';
import { parseArgs } from 'node:util';

export type Command = Readonly<
  | { does: 'add'; name: string; role: Role | undefined; generate: boolean; unlessSame: boolean }
  | { does: 'disable'; name: string }
  | { does: 'list' }
>;

export const USAGE = `npm run ops:user -- add <name> [--role ${ROLES.join('|')}] [--generate]
npm run ops:user -- disable <name>
npm run ops:user -- list

add      makes an operator (viewer, if no role is named), or gives a known one a new password and role, ends his sessions
         and lets him in again if he was disabled. The password is asked for, or read from standard input; with
         --generate a random one is made and printed, once. --unless-same changes nothing where nothing is new.
disable  keeps an operator out and ends his sessions at once.
list     names, roles, and when each was last seen.`;

/** Reads the words behind `npm run ops:user --`; throws an Error that says what is wrong with them. */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = parse(words);
  const [does, name, ...more] = positionals;
  if (more.length > 0) throw new Error(`Nothing is known to do with "${more[0]}".\n\n${USAGE}`);
  if (does !== 'add' && Object.keys(values).length > 0)
    throw new Error(`--${Object.keys(values)[0]} belongs to add.\n\n${USAGE}`);
  if (does === 'list' && name === undefined) return { does };
  if (does === 'disable') return { does, name: mustRead(name) };
  if (does !== 'add') throw new Error(USAGE);
  const { role, generate = false, 'unless-same': unlessSame = false } = values;
  return {
    does,
    name: mustRead(name),
    role: role === undefined ? role : mustBeRole(role),
    generate,
    unlessSame,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        role: { type: 'string' },
        generate: { type: 'boolean' },
        'unless-same': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

function mustRead(typed: string | undefined): string {
  if (typed === undefined) throw new Error(USAGE);
  const name = readOperatorName(typed);
  if (name !== undefined) return name;
  throw new Error(
    `"${typed}" can be no operator's name: up to 63 of a-z, 0-9 and . _ @ -, the first a letter or digit; ` +
      'none and command-line mean something else.',
  );
}

function mustBeRole(role: string): Role {
  const known = ROLES.find((one) => one === role);
  if (known) return known;
  throw new Error(`"${role}" is no role: ${ROLES.join(', ')}.`);
}
