import { text } from 'node:stream/consumers';

const MIN_LENGTH = 12;
const MAX_LENGTH = 1_000;
const [ENTER, NEW_LINE, END_OF_INPUT, CTRL_C, CTRL_U] = ['\r', '\n', '\u0004', '\u0003', '\u0015'];
const BACKSPACES = ['\u007f', '\b'];

/** From the terminal twice, without an echo; else from standard input, where a new line at the end is not part of it. */
export async function readPassword(name: string): Promise<string> {
  const { stdin } = process;
  if (!stdin.isTTY) return mustBeLong((await text(stdin)).replace(/\r?\n$/, ''));
  // Before the question, and until after the last answer: what is typed early must not be seen either.
  stdin.setRawMode(true);
  try {
    const password = mustBeLong(await ask(`Password of ${name}: `));
    if ((await ask('Once more: ')) === password) return password;
    throw new Error('The two are not the same; nothing has changed.');
  } finally {
    stdin.setRawMode(false);
  }
}

/** Guesses are few before a name is locked, so length is all that is asked for. */
function mustBeLong(password: string): string {
  if (password.length >= MIN_LENGTH && password.length <= MAX_LENGTH) return password;
  throw new Error(
    password === ''
      ? 'No password has come on standard input; nothing has changed.'
      : `A password has ${MIN_LENGTH} to ${MAX_LENGTH} characters; nothing has changed.`,
  );
}

/** The terminal's own line editing would echo, so it is off and the few keys that matter are minded here. */
function ask(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(question);
  stdin.setEncoding('utf8').resume();
  return new Promise<string>((resolve, reject) => {
    let typed: string[] = [];
    const onData = (keys: string) => {
      for (const key of keys) {
        if (key === ENTER || key === NEW_LINE || key === END_OF_INPUT)
          return end(() => resolve(typed.join('')));
        if (key === CTRL_C) return end(() => reject(new Error('Given up; nothing has changed.')));
        if (key === CTRL_U) typed = [];
        else if (BACKSPACES.includes(key)) typed.pop();
        else typed.push(key);
      }
    };
    const end = (settle: () => void) => {
      stdin.off('data', onData).pause();
      stderr.write('\n');
      settle();
    };
    stdin.on('data', onData);
  });
}
