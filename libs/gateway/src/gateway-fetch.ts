import { Agent, request } from 'undici';
import type { Outcome } from './outcome.js';

/** An answer is at most a few kB; whoever sends more is not the gateway. */
const MAX_ANSWER_BYTES = 1_000_000;

const USUAL_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 300_000;

/** Failures that happen before a byte of the request has left us. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Connections to the gateway are kept open between calls: a TLS handshake costs more than the call. */
export const newAgent = (): Agent =>
  new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 20_000, connect: { timeout: 5_000 } });

/**
 * One POST, parameters in the body, never in the URL (gateway.md §1). No retry hides here: the schedule is the retry.
 * A redirect is not followed: it is no answer.
 */
export async function postForm(
  agent: Agent,
  url: string,
  form: URLSearchParams,
  timeoutMs: number,
): Promise<Outcome<object>> {
  try {
    const response = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: form.toString(),
      signal: AbortSignal.timeout(timeoutMs),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const text = await readLimited(response.body);
    if (response.statusCode === 429)
      return {
        kind: 'silent',
        reason: 'HTTP 429',
        retryAfterMs: retryAfterMs(response.headers['retry-after']),
      };
    if (response.statusCode !== 200) return { kind: 'silent', reason: `HTTP ${response.statusCode}` };
    return readJson(text);
  } catch (error) {
    return { kind: wasNotSent(error) ? 'unreachable' : 'silent', reason: nameOf(error) };
  }
}

/** Retry-After in seconds or as a date (RFC 9110 §10.2.3); an overloaded gateway that says nothing is left alone for a while, too. */
function retryAfterMs(header: string | string[] | undefined): number {
  const text = String(header ?? '');
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_PAUSE_MS) : USUAL_PAUSE_MS;
}

async function readLimited(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES)
      throw Object.assign(new Error('The answer is too large'), { code: 'ANSWER_TOO_LARGE' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readJson(text: string): Outcome<object> {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer))
      return { kind: 'answered', answer };
  } catch {
    // A proxy's HTML page, or an answer cut short.
  }
  return { kind: 'silent', reason: 'the answer is not a JSON object' };
}

function wasNotSent(error: unknown): boolean {
  return NOT_SENT.has(codeOf(error)) || NOT_SENT.has(codeOf((error as { cause?: unknown })?.cause));
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** The kind of failure and nothing of its text, which may quote what was sent. */
const nameOf = (error: unknown): string => codeOf(error) || String((error as { name?: unknown })?.name);
