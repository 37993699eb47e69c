/** Something the person at the machine can put right: the message is one line that says what to do. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** Runs a command's main function: a StartupError ends it with its one line and exit code 1, anything else with its stack. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof StartupError ? error.message : error);
  }
}
