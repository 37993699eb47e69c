#!/usr/bin/env node
import module from 'node:module';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './commands/check.ts';
import { composeCommand } from './commands/compose.ts';
import { diffCommand } from './commands/diff.ts';
import { eventsCommand } from './commands/events.ts';
import { historyCommand } from './commands/history.ts';
import { lintCommand } from './commands/lint.ts';
import { publishCommand } from './commands/publish.ts';
import { InputError } from './findings.ts';

const EXIT_OK = 0;
const EXIT_PROBLEMS = 1;
const EXIT_INPUT = 2;

/** ConfigError is told by its name: the module that has it costs the start of every command. */
const isInputError = (error: unknown): error is Error =>
  error instanceof InputError || (error as Error).name === 'ConfigError';

/** Commander is not to end the process: of no command, nor of one within another. */
function overrideExits(command: Command): void {
  command.exitOverride();
  for (const inner of command.commands) overrideExits(inner);
}

/** Runs one command of the registry and answers its exit code; the arguments are those after the script's name. */
export async function main(args: readonly string[]): Promise<number> {
  let code = EXIT_OK;
  const done = (ok: boolean): void => {
    code = ok ? EXIT_OK : EXIT_PROBLEMS;
  };
  const program = new Command('schema-registry')
    .description('Composition of the supergraph, and checks of its schemas.')
    .addCommand(composeCommand(done))
    .addCommand(checkCommand(done))
    .addCommand(lintCommand(done))
    .addCommand(diffCommand(done))
    .addCommand(eventsCommand(done))
    .addCommand(publishCommand(done))
    .addCommand(historyCommand(done));
  overrideExits(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_INPUT;
    if (!isInputError(error)) throw error;
    console.error(error.message);
    return EXIT_INPUT;
  }
}

/** Who reads the output may have seen enough: `check | head`. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

// An older Node does not say which module is the main one: it would do nothing, and a check that does nothing passes.
if (import.meta.main === undefined) {
  console.error(`schema-registry needs Node 22.18 or newer. This is ${process.version}.`);
  process.exit(EXIT_INPUT);
}

if (import.meta.main) {
  // Half of a short command is reading code: what commands load is kept compiled in the system's temporary folder.
  module.enableCompileCache();
  process.stdout.on('error', endQuietly);
  process.exitCode = await main(process.argv.slice(2));
}
