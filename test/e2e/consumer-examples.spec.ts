// Aim: the examples of the consumer's kit, as built and as a newcomer starts them, hear of a payment and end tidily.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../support/child.js';
import { eventually } from '../support/eventually.js';
import { inherited } from '../support/inherited.js';
import { System } from '../support/system.js';

const builtFile = (name: string) => path.join(ROOT, `dist/libs/subscriber/examples/${name}.js`);

let system: System;
const children: ChildProcess[] = [];
beforeAll(async () => {
  system = await System.start({ subscriptions: [{ name: 'warehouse', from: 'now' }] });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await system?.stop();
});

function startExample(name: string, subscription: string) {
  const child = spawn(process.execPath, [builtFile(name)], {
    env: { ...inherited(), SUBSCRIPTION: subscription, TOLEM_EVENTS_URL: system.eventsUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  return { child, said: () => said };
}

// Nest ends itself by the signal once it has shut down.
it.each([
  ['node', 'ledger', [0, null]],
  ['nest', 'warehouse', [null, 'SIGTERM']],
])('%s.ts hears of a payment and ends on SIGTERM', async (name, subscription, end) => {
  const { child, said } = startExample(name, subscription);
  const { body: order } = await system.register();
  await system.pay(order);
  await system.comeBack(order);
  const line = `${order.orderNumber} is paid: 1250000 KZT`;
  await eventually(() => expect(said()).toContain(line));
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual(end);
  expect(said().split(line)).toHaveLength(2);
  expect(said()).not.toMatch(/error/i);
});

it('needs no Nest for a consumer that has none', () => {
  expect(readFileSync(builtFile('nest'), 'utf8')).toContain('@nestjs/');
  expect(readFileSync(builtFile('node'), 'utf8')).not.toContain('@nestjs/');
});
