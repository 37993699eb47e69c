import { relative } from 'node:path';
import { type Command, Option } from 'commander';
import { chooseFormat, FORMAT_NAMES, type FormatName } from '../formats/choose.ts';
import type { Report } from '../report.ts';

export interface FormatFlags {
  readonly format: FormatName;
  readonly verbose?: boolean;
}

export const EXIT_CODES =
  '\nExit codes: 0 passed, 1 problems in the schemas, 2 wrong usage or input, 3 the registry does not answer.';

/** The options that say how a report is printed. */
export const withFormat = (command: Command): Command =>
  command
    .addOption(
      new Option('--format <format>', 'how to print what was found').choices(FORMAT_NAMES).default('text'),
    )
    .option('--verbose', 'also what is safe, and hints of the composition')
    .addHelpText('after', EXIT_CODES);

/** From the working folder to the configuration's, when it is below; else findings keep their own paths. */
function prefixOf(folder: string): string {
  const path = relative(process.cwd(), folder).replaceAll('\\', '/');
  return path === '' || path.startsWith('..') ? '' : `${path}/`;
}

/** Prints to standard output; answers whether all is well. */
export async function printReport(report: Report, folder: string, flags: FormatFlags): Promise<boolean> {
  const format = await chooseFormat(flags.format);
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(format(report, { verbose: flags.verbose ?? false, colour, prefix: prefixOf(folder) }));
  return report.ok;
}
