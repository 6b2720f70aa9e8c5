/** What every process that a test starts takes over from it; it may be told more. The mark tells what to end if the test does not. */
export const inherited = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  TOLEM_TEST: process.env.TOLEM_TEST,
  TMPDIR: process.env.TMPDIR,
});
