import type { Cluster, Redis } from 'ioredis';
import { inTime } from './in-time.js';
import type { Watermarks } from './watermarks.js';

/** In the hash slot of the queue's own keys, so that a Cluster loses both or neither. */
export const keyOfMark = (queue: string): string => `{${queue}}:tolem:mark`;

/** A Cluster that is away keeps commands until it is back; whoever asks for a mark, or hands over, comes again in a second. */
export const ANSWER_WITHIN_MS = 5_000;

// Positions are counted up from one: far below what a number of Lua holds exactly.
const PLANT = `
local mark = redis.call('GET', KEYS[1])
if not mark or tonumber(mark) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end`;

const ADVANCE = `
local mark = redis.call('GET', KEYS[1])
if not mark or tonumber(mark) < tonumber(ARGV[1]) then return 0 end
if tonumber(mark) < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

export class RedisWatermarks implements Watermarks {
  constructor(private readonly redis: Redis | Cluster) {}

  async read(queues: readonly string[]): Promise<(bigint | null)[]> {
    const asked = Promise.all(queues.map((queue) => this.redis.get(keyOfMark(queue))));
    const marks = await inTime(asked, ANSWER_WITHIN_MS);
    return marks.map((mark) => (mark === null ? null : BigInt(mark)));
  }

  async set(queue: string, position: bigint): Promise<void> {
    await inTime(this.redis.eval(PLANT, 1, keyOfMark(queue), position.toString()), ANSWER_WITHIN_MS);
  }

  /** Raises the mark to `to` if the store still has one of at least `from`. Answers false, and changes nothing, if it has not. */
  async advance(queue: string, from: bigint, to: bigint): Promise<boolean> {
    const advanced = this.redis.eval(ADVANCE, 1, keyOfMark(queue), from.toString(), to.toString());
    return (await inTime(advanced, ANSWER_WITHIN_MS)) === 1;
  }
}
