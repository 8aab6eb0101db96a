import { Command, InvalidArgumentError } from 'commander'
import { version } from '../workbench/version.ts'
import type { ServeFlags } from './commands/serve.ts'

/** A whole number of at least `least` and at most `most`, from the command line. */
const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    }
    return value
  }

const homeOption = ['--home <folder>', 'where runs are kept (else GANBENCH_HOME, else the platform’s own place)'] as const

/** The command line of `ganbench`; `end` is told the exit code of the command that ran. */
export function buildProgram(end: (code: number) => void): Command {
  const program = new Command('ganbench')
    .description('Train, keep, compare and take away generative adversarial networks.')
    .version(version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })

  // Each command's code is loaded when it is asked for, so that --help answers at once.
  program
    .command('serve')
    .description('serve the workbench to a browser')
    .option('--port <number>', 'port to listen on (default: 4700 or the next free one)', whole(0, 65_535))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(...homeOption)
    .action(async (flags: ServeFlags) => {
      const { serveCommand } = await import('./commands/serve.ts')
      end(await serveCommand(flags))
    })
  return program
}
