/**
 * Whether an ETag is among those of an If-None-Match header (RFC 9110 §13.1.2). Compared weakly: a proxy that compresses
 * answers makes `W/"2"` of our `"2"`, and that is what the shop sends back.
 */
export function isKnown(etag: string, header = ''): boolean {
  const known = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
