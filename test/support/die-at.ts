import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CrashingApp } from '@app/process';
import { eventually } from './eventually.js';
import type { System } from './system.js';

/** Does what brings a process to its crash point, sees it die there, and starts another. */
export type Die = (provoke: () => Promise<unknown>) => Promise<void>;

export const dieAt =
  (system: System, app: CrashingApp, point: string): Die =>
  async (provoke) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'tolem-death-'));
    const log = path.join(folder, 'log');
    const child = system[app];
    try {
      await child.end();
      await child.start({ TOLEM_CRASH_AT: point, TOLEM_CRASH_LOG: log });
      await provoke();
      await eventually(() => expect(child.isAlive).toBe(false));
      expect(readFileSync(log, 'utf8')).toBe(`${point}\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
    await child.start();
  };
