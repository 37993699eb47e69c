import { Command, CommanderError } from 'commander';
import { ConfigError } from 'platform/config/config';
import { composeCommand } from './commands/compose.ts';
import { InputError } from './findings.ts';

const EXIT_OK = 0;
const EXIT_PROBLEMS = 1;
const EXIT_INPUT = 2;

/** Runs one command of the registry and answers its exit code; the arguments are those after the script's name. */
export async function main(args: readonly string[]): Promise<number> {
  let code = EXIT_OK;
  const done = (ok: boolean): void => {
    code = ok ? EXIT_OK : EXIT_PROBLEMS;
  };
  const program = new Command('schema-registry')
    .description('Composition of the supergraph, and checks of its schemas.')
    .addCommand(composeCommand(done))
    .exitOverride();
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_INPUT;
    if (!(error instanceof InputError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    return EXIT_INPUT;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
