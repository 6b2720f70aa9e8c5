import { createHmac, sign } from 'node:crypto';

type Said = Readonly<Record<string, string>>;

/** A callback that the test signs with a shared token (gateway.md §6), by a reading of its own. */
export function signedCallback(said: Said, token: string): URLSearchParams {
  const checksum = createHmac('sha256', token).update(textOf(said)).digest('hex').toUpperCase();
  return new URLSearchParams({ ...said, checksum });
}

/** The same with a private key, as PEM. */
export function signedCallbackByRsa(said: Said, privateKey: string): URLSearchParams {
  const checksum = sign('sha512', Buffer.from(textOf(said)), privateKey)
    .toString('hex')
    .toUpperCase();
  return new URLSearchParams({ ...said, checksum });
}

const textOf = (said: Said): string =>
  Object.keys(said)
    .toSorted()
    .map((name) => `${name};${said[name]};`)
    .join('');
