import type { IncomingHttpHeaders } from 'node:http';

/**
 * May a page of ours have sent this? There is no CSRF token before there is a session, and a stranger's page that signs its
 * visitor in as somebody else would read along. Browsers say where a request comes from; what is no browser says nothing.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  if (headers.origin === undefined) return true;
  if (!URL.canParse(headers.origin)) return false;
  const { host, origin } = new URL(headers.origin);
  // Operators may come by another name than payers do.
  return host === headers.host || origin === new URL(publicUrl).origin;
}
