/** An http address as every program reads it: `href` is what is handed on, never the text it was read from. */
export type WebAddress = Readonly<{ href: string; url: URL }>;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads an address, or says what is wrong with it. Programs disagree about the host of an address with a backslash, a user, a tab
 * or a missing slash, so that one would check the one host and another go to the other.
 */
export function readWebAddress(text: string): WebAddress | Readonly<{ fault: string }> {
  if (/[\p{Cc}\p{Cs}\s\\]/u.test(text)) return { fault: 'has blanks, control characters or a backslash' };
  if (!/^https?:\/\/[^/?#]/i.test(text) || !URL.canParse(text))
    return { fault: 'is no address that begins with http:// or https://' };
  const url = new URL(text);
  if (/^[^/]*\/\/[^/?#]*@/.test(text)) return { fault: 'names a user before its host' };
  // The root's own dot: the same host, but another text to compare.
  url.hostname = url.hostname.replace(/\.$/, '');
  return { href: url.href, url };
}

/** Neither encrypted nor on this machine alone. */
export const isPlainHttp = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && !LOOPBACK.test(hostname);

/** A host of a configuration, with its port where that is not the scheme's own, in the one way of writing it; null if it is none. */
export function readHost(text: string): string | null {
  if (/[/?#]/.test(text)) return null;
  const address = readWebAddress(`https://${text}`);
  return 'fault' in address ? null : address.url.host;
}

/** Whether one of these hosts is the address's. */
export function isAmongHosts({ protocol, host, hostname, port }: URL, hosts: readonly string[]): boolean {
  const withPort = `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`;
  return hosts.includes(host) || hosts.includes(withPort);
}
