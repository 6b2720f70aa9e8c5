/** Runs a command of the terminal: a failure is one line and exit code 1. */
export async function runCommand(command) {
  try {
    await command();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
