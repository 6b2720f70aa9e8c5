// Aim: an id is done when its handler has succeeded, and only then; what an inbox remembers is bounded.
import { MemoryInbox } from './inbox.js';

describe('an inbox in memory', () => {
  const counted = () => {
    const runs: string[] = [];
    return { runs, of: (id: string) => async () => void runs.push(id) };
  };

  it('runs every id once', async () => {
    const [inbox, handle] = [new MemoryInbox(), counted()];
    for (const id of ['a', 'b', 'a']) await inbox.once(id, handle.of(id));
    expect(handle.runs).toEqual(['a', 'b']);
  });

  it('runs an id again whose handler has failed', async () => {
    const [inbox, handle] = [new MemoryInbox(), counted()];
    await expect(inbox.once('a', () => Promise.reject(new Error('no stock')))).rejects.toThrow('no stock');
    await inbox.once('a', handle.of('a'));
    expect(handle.runs).toEqual(['a']);
  });

  it('runs once what is asked for twice at the same time, and tells both of a failure', async () => {
    const inbox = new MemoryInbox();
    let runs = 0;
    const fail = async () => {
      runs += 1;
      throw new Error('no stock');
    };
    const both = await Promise.allSettled([inbox.once('a', fail), inbox.once('a', fail)]);
    expect([runs, both.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected']]);
  });

  it('forgets the oldest ids first', async () => {
    const [inbox, handle] = [new MemoryInbox(2), counted()];
    for (const id of ['a', 'b', 'c', 'b', 'a']) await inbox.once(id, handle.of(id));
    expect(handle.runs).toEqual(['a', 'b', 'c', 'a']);
  });
});
