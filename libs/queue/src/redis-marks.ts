import type { Cluster, Redis } from 'ioredis';
import type { Marks } from './marks.js';

/** In the hash slot of the queue's own keys, so that a Cluster loses both or neither. */
const keyOf = (queue: string): string => `{${queue}}:tolem:mark`;

// Positions are counted up from one: far below what a number of Lua holds exactly.
const PLANT = `
local mark = redis.call('GET', KEYS[1])
if not mark or tonumber(mark) < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end`;

const ADVANCE = `
local mark = redis.call('GET', KEYS[1])
if not mark or tonumber(mark) < tonumber(ARGV[1]) then return 0 end
if tonumber(mark) < tonumber(ARGV[2]) then redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

export class RedisMarks implements Marks {
  constructor(private readonly redis: Redis | Cluster) {}

  async read(queues: readonly string[]): Promise<(bigint | null)[]> {
    const marks = await Promise.all(queues.map((queue) => this.redis.get(keyOf(queue))));
    return marks.map((mark) => (mark === null ? null : BigInt(mark)));
  }

  async plant(queue: string, position: bigint): Promise<void> {
    await this.redis.eval(PLANT, 1, keyOf(queue), position.toString());
  }

  async advance(queue: string, from: bigint, to: bigint): Promise<boolean> {
    return (await this.redis.eval(ADVANCE, 1, keyOf(queue), from.toString(), to.toString())) === 1;
  }
}
