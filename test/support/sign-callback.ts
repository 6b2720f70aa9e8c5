import { createHmac } from 'node:crypto';

/** A callback that the test signs with a shared token (gateway.md §6), by a reading of its own. */
export function signedCallback(said: Record<string, string>, token: string): URLSearchParams {
  const text = Object.keys(said)
    .toSorted()
    .map((name) => `${name};${said[name]};`)
    .join('');
  const checksum = createHmac('sha256', token).update(text).digest('hex').toUpperCase();
  return new URLSearchParams({ ...said, checksum });
}
