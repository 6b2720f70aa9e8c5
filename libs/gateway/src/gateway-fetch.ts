import { Agent, request } from 'undici';
import type { Outcome } from './outcome.js';

/** An answer is at most a few kB, three objects deep; whoever sends more is not the gateway. */
const MAX_ANSWER_BYTES = 65_536;
const MAX_DEPTH = 16;

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
    if (response.statusCode !== 200) await response.body.dump({ limit: MAX_ANSWER_BYTES });
    if (response.statusCode === 429)
      return {
        kind: 'silent',
        reason: 'HTTP 429',
        retryAfterMs: retryAfterMs(response.headers['retry-after']),
      };
    if (response.statusCode !== 200) return { kind: 'silent', reason: `HTTP ${response.statusCode}` };
    const text = await readLimited(response.body);
    return text === null ? unreadable('the answer is too large') : readJson(text);
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

/** Null for one that says more, whose connection is dropped, whatever else it had to say. */
async function readLimited(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const unreadable = (reason: string): Outcome<never> => ({ kind: 'silent', reason, unreadable: true });

function readJson(text: string): Outcome<object> {
  if (isTooDeep(text)) return unreadable('the answer is nested too deeply');
  try {
    // A byte order mark counts as a blank.
    const answer: unknown = JSON.parse(text.trim());
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer))
      return { kind: 'answered', answer };
  } catch {
    // A proxy's HTML page, or an answer cut short.
  }
  const reason = 'the answer is not a JSON object';
  // What begins like one comes from the gateway itself, which is not down for what it says of one order.
  return /^\s*[{[]/.test(text) ? unreadable(reason) : { kind: 'silent', reason };
}

/** By its brackets outside of texts: whoever read it first would have to go down into it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!;
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && '[{'.includes(character)) depth += 1;
    else if (!quoted && ']}'.includes(character)) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
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
