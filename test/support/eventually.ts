/** Soon at first; whoever waits long must not keep the machine from what it waits for. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;

/**
 * Tries until the assertion holds; the last failure is the test's. Awaits a condition, never a length of time: the limit is there
 * to end, and a busy machine must not reach it.
 */
export async function eventually<T>(assertion: () => T | Promise<T>, timeoutMs = 90_000): Promise<T> {
  const endMs = performance.now() + timeoutMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(1.3 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
