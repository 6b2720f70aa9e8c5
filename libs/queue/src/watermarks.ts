/**
 * One bookmark a queue, in the queue's own store (and hash slot): the last position of the log that was handed over. It
 * shares the fate of the jobs beside it, so a mark that is gone or behind tells that jobs are, too.
 */
export type Watermarks = Readonly<{
  /** The mark of each queue, in their order; null where the store has none. */
  read(queues: readonly string[]): Promise<(bigint | null)[]>;
  /** Sets a mark where there is none, and raises one that is lower. */
  set(queue: string, position: bigint): Promise<void>;
}>;
