import { RedisServer } from './redis.js';

const PASSWORD = 'of-the-master';
const NAME = 'tolem';

/** One master behind one Sentinel, which knows it by name. */
export class RedisSentinel {
  private constructor(
    private readonly master: RedisServer,
    private readonly sentinel: RedisServer,
  ) {}

  static async start(): Promise<RedisSentinel> {
    const master = await RedisServer.start({ password: PASSWORD });
    try {
      const quorum = 1;
      const sentinel = [
        `sentinel monitor ${NAME} 127.0.0.1 ${master.port} ${quorum}`,
        `sentinel auth-pass ${NAME} ${PASSWORD}`,
      ];
      return new RedisSentinel(master, await RedisServer.start({ sentinel }));
    } catch (error) {
      await master.stop();
      throw error;
    }
  }

  /** The address of the Sentinel, the name and the password of the master. */
  get url(): string {
    return `redis+sentinel://:${PASSWORD}@127.0.0.1:${this.sentinel.port}/${NAME}`;
  }

  /** How many keys each master holds. */
  async keysPerMaster(): Promise<number[]> {
    return [await this.master.ask((client) => client.dbsize())];
  }

  async stop(): Promise<void> {
    await Promise.all([this.sentinel.stop(), this.master.stop()]);
  }
}
