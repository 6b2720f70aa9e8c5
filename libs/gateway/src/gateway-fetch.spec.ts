// Aim: whether a call may have reached the bank is told rightly, whatever goes wrong. Method: a server of the test's own
// that misbehaves in every way we know.
import { createServer } from 'node:net';
import { AGateway } from './gateway.fixture.js';
import { newAgent, postForm } from './gateway-fetch.js';
import type { Outcome } from './outcome.js';

const agent = newAgent();
let gateway: AGateway;
beforeAll(async () => {
  gateway = await AGateway.start();
});
afterAll(async () => {
  await agent.destroy();
  await gateway.stop();
});

const FORM = new URLSearchParams({ userName: 'shop-api', password: 'hunter2-secret', amount: '1000' });
const post = (url = `${gateway.origin}/register.do`, timeoutMs = 5_000): Promise<Outcome<object>> =>
  postForm(agent, url, FORM, timeoutMs);

/** A port at which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('not sent, so it is safe to repeat', () => {
  it('says so when nobody listens', async () => {
    expect(await post(`http://127.0.0.1:${await deadPort()}/register.do`)).toEqual({
      kind: 'unreachable',
      reason: 'ECONNREFUSED',
    });
  });

  it('says so when the host has no address', async () => {
    const { kind } = await post('http://no-such-host.invalid/register.do');
    expect(kind).toBe('unreachable');
  });
});

describe('sent without a usable answer, so look first', () => {
  const JSON_TYPE = { 'content-type': 'application/json' };
  it.each<[string, Parameters<AGateway['answers']>[0], string]>([
    ['nothing within the time-out', () => {}, 'TimeoutError'],
    ['a connection cut before the headers', (response) => response.destroy(), 'UND_ERR_SOCKET'],
    [
      'a connection cut after the headers',
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
        response.flushHeaders();
        response.destroy();
      },
      'UND_ERR_SOCKET',
    ],
    [
      'a body cut in the middle',
      (response) => {
        response.writeHead(200, { ...JSON_TYPE, 'content-length': '100' });
        response.write('{"errorCode":"0",', () => response.destroy());
      },
      'UND_ERR_SOCKET',
    ],
    [
      'headers, and then nothing within the time-out',
      (response) => {
        response.writeHead(200, JSON_TYPE);
        response.flushHeaders();
      },
      'TimeoutError',
    ],
    [
      'a page of HTML',
      (response) => response.end('<html>maintenance</html>'),
      'the answer is not a JSON object',
    ],
    ['an empty body', (response) => response.end(), 'the answer is not a JSON object'],
    ['a JSON null', (response) => response.end('null'), 'the answer is not a JSON object'],
    ['a JSON number', (response) => response.end('0'), 'the answer is not a JSON object'],
    ['400', (response) => response.writeHead(400).end('{"errorCode":"0"}'), 'HTTP 400'],
    ['404', (response) => response.writeHead(404).end('{"errorCode":"0"}'), 'HTTP 404'],
    ['500', (response) => response.writeHead(500).end('{"errorCode":"0"}'), 'HTTP 500'],
    ['502', (response) => response.writeHead(502).end('<html>'), 'HTTP 502'],
    [
      '500 with more than 64 kB',
      (response) => response.writeHead(500).end('x'.repeat(1_000_000)),
      'HTTP 500',
    ],
  ])('says so after %s', async (_what, answer, reason) => {
    gateway.answers(answer);
    const timeoutMs = reason === 'TimeoutError' ? 100 : 5_000;
    expect(await post(undefined, timeoutMs)).toEqual({ kind: 'silent', reason });
    expect(gateway.received).toHaveLength(1);
  });

  it.each([
    ['half of a JSON text', '{"errorCode":'],
    ['a JSON array', '[{"errorCode":"0"}]'],
  ])('does not hold %s against the gateway as a whole', async (_what, text) => {
    gateway.answers((response) => response.end(text));
    expect(await post()).toEqual({
      kind: 'silent',
      reason: 'the answer is not a JSON object',
      unreadable: true,
    });
  });

  it.each([
    ['more than 64 kB', `{"a":"${'x'.repeat(65_536)}"}`, 'the answer is too large'],
    [
      '30 kB of brackets',
      `{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}`,
      'the answer is nested too deeply',
    ],
    ['one bracket too many', `{"\\"":${'['.repeat(16)}${']'.repeat(16)}}`, 'the answer is nested too deeply'],
  ])('says so after %s, for which the gateway is not down', async (_what, body, reason) => {
    gateway.says(body);
    expect(await post()).toEqual({ kind: 'silent', reason, unreadable: true });
  });

  it.each([
    ['without a word', undefined, 1_000],
    ['for some seconds', '7', 7_000],
    ['for a day', '86400', 300_000],
    ['in unknown words', 'soon', 1_000],
    ['until a time that has passed', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ])('is told to pause %s', async (_what, header, retryAfterMs) => {
    gateway.answers((response) => response.writeHead(429, header ? { 'retry-after': header } : {}).end());
    expect(await post()).toEqual({ kind: 'silent', reason: 'HTTP 429', retryAfterMs });
  });

  it('follows no redirect: that is no answer', async () => {
    gateway.answers((response, { url }) =>
      url === '/elsewhere'
        ? response.end('{"errorCode":"0"}')
        : response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    expect(await post()).toEqual({ kind: 'silent', reason: 'HTTP 302' });
    expect(gateway.received.map(({ url }) => url)).toEqual(['/register.do']);
  });
});

it('never tells in its reason what was sent', async () => {
  const outcomes = [];
  for (const spoil of ['socket', 'html', 'refused'] as const) {
    gateway.answers((response) =>
      spoil === 'socket' ? response.destroy() : response.end(`<p>${FORM.toString()}</p>`),
    );
    outcomes.push(await post(spoil === 'refused' ? `http://127.0.0.1:${await deadPort()}/` : undefined));
  }
  expect(JSON.stringify(outcomes)).not.toMatch(/hunter2|shop-api/);
});

it('answers a JSON object as it came, however small its parts arrive', async () => {
  gateway.answers((response) => {
    response.write('{"orderId":"Төл');
    response.write(Buffer.from([0xd0]));
    response.end(Buffer.concat([Buffer.from([0xb5]), Buffer.from('м"}')]));
  });
  expect(await post()).toEqual({ kind: 'answered', answer: { orderId: 'Төлем' } });
});

it.each(['\ufeff', '\ufeff\r\n', ' \ufeff\ufeff'])('does not mind %j before the JSON', async (mark) => {
  gateway.says(`${mark}{"errorCode":"0","orderStatus":2}`);
  expect(await post()).toEqual({ kind: 'answered', answer: { errorCode: '0', orderStatus: 2 } });
});

it('counts no bracket inside of a text', async () => {
  gateway.says({ a: '['.repeat(100), 'b"[[[[[[[[[[[[[[[[[[': '\\' });
  expect(await post()).toMatchObject({ kind: 'answered' });
});

it('hears nobody out who says too much: the connection is dropped', async () => {
  let said = 0;
  const closed = new Promise<void>((resolve) => {
    gateway.answers((response) => {
      const say = () => {
        said += 16_384;
        response.write('x'.repeat(16_384));
      };
      const saying = setInterval(say, 1);
      response.on('close', () => {
        clearInterval(saying);
        resolve();
      });
    });
  });
  expect(await post()).toMatchObject({ kind: 'silent', reason: 'the answer is too large' });
  await closed;
  expect(said).toBeLessThan(5_000_000);
});

it('keeps its connections for the next calls', async () => {
  const fresh = newAgent();
  gateway.says({});
  for (let calls = 0; calls < 20; calls += 1) await postForm(fresh, `${gateway.origin}/`, FORM, 5_000);
  await fresh.close();
  // Two take turns: one is still putting its answer away when the next call begins.
  expect(new Set(gateway.received.map(({ socket }) => socket)).size).toBeLessThanOrEqual(2);
});
