const MAX_WAIT_SECONDS = 30;

/** `Prefer: wait=20` (RFC 7240) in seconds, at most 30; 0 where the header does not ask for it. */
export function preferredWaitSeconds(header: string | undefined): number {
  const asked = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,4})"?\s*(?:$|[,;])/i.exec(header ?? '')?.[1];
  return Math.min(Number(asked ?? 0), MAX_WAIT_SECONDS);
}
