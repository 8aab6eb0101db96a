import { Command, InvalidArgumentError, Option } from 'commander'
import { backendIds } from '../contract/engine.ts'
import { findingKinds } from '../contract/health/index.ts'
import { benchmarkIds } from '../workbench/bench/ids.ts'
import { version } from '../workbench/version.ts'
import type { AuditFlags } from './commands/audit.ts'
import type { BenchFlags } from './commands/bench.ts'
import type { HomeFlags, ImportFlags } from './commands/data.ts'
import type { DoctorFlags } from './commands/doctor.ts'
import type { ExportFlags } from './commands/export.ts'
import type { ForkFlags } from './commands/fork.ts'
import type { HealthFlags } from './commands/health.ts'
import type { LessonFlags } from './commands/lesson.ts'
import type { ResumeFlags } from './commands/resume.ts'
import type { RunFlags } from './commands/run.ts'
import type { RunsFlags } from './commands/runs.ts'
import type { ServeFlags } from './commands/serve.ts'
import { formatExitCodes } from './exitCodes.ts'

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

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 100_000)) throw new InvalidArgumentError('It must be a number above 0, at most 100000.')
  return value
}

function atLeastNothing(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= 600)) throw new InvalidArgumentError('It must be a number from 0 to 600.')
  return value
}

/** One of these names, added to those given before. */
const oneOf =
  <T extends string>(names: readonly T[]) =>
  (text: string, before: readonly T[]): T[] => {
    const found = names.find((name) => name === text)
    if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`)
    return [...before, found]
  }

const collect = (text: string, before: string[]) => [...before, text]

const homeOption = [
  '--home <folder>',
  'where runs are kept (else GANBENCH_HOME, else the platform’s own place)',
] as const
const jsonOption = ['--json', 'write JSON for scripts'] as const

const exported = ['checkpoint', 'metrics', 'figure', 'samples', 'moments']

const mostSteps = 10_000_000

/** The command line of `ganbench`; `end` is told the exit code of the command that ran. */
export function buildProgram(end: (code: number) => void): Command {
  const program = new Command('ganbench')
    .description('Train, keep, compare and take away generative adversarial networks.')
    .version(version)
    .exitOverride()
    .addHelpText('after', `\n${formatExitCodes()}`)

  // Each command's code is loaded when it is asked for, so that --help answers at once.
  program
    .command('run')
    .description('train a recipe: one of the presets, or a JSON file')
    .argument('<recipe>', 'a preset such as ring, or a file')
    .option('--set <path=value>', 'change the recipe, such as schedule.batch=64; may be given often', collect, [])
    .option('--seed <number>', 'the run’s seed', whole(0, 4_294_967_295))
    .option('--steps <number>', 'generator steps to train', whole(1, mostSteps))
    .option('--pace <number>', 'steps a second at most', positive)
    .addOption(new Option('--engine <id>', 'what does the arithmetic').choices(backendIds))
    .option('--threads <number>', 'on how many threads (default: as many as are fastest)', whole(1, 256))
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (recipe: string, flags: RunFlags) => {
      const { runCommand } = await import('./commands/run.ts')
      end(await runCommand(recipe, flags))
    })
  program
    .command('resume')
    .description('go on with a run from its newest checkpoint')
    .argument('<run>', 'its id, the start of it, or its name')
    .option('--extend <steps>', 'train that many steps more than planned', whole(1, mostSteps))
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (run: string, flags: ResumeFlags) => {
      const { resumeCommand } = await import('./commands/resume.ts')
      end(await resumeCommand(run, flags))
    })
  program
    .command('fork')
    .description('begin a run from another one’s checkpoint, with changes to its recipe')
    .argument('<run>', 'its id, the start of it, or its name')
    .option(
      '--step <number>',
      'the newest checkpoint at or before this step (default: the newest)',
      whole(0, 100_000_000),
    )
    .option('--set <path=value>', 'change the recipe, such as loss.kind=hinge; may be given often', collect, [])
    .option('--seed <number>', 'the run’s seed', whole(0, 4_294_967_295))
    .option(
      '--steps <number>',
      'step to train to; as many steps more where the checkpoint is past it',
      whole(1, mostSteps),
    )
    .addOption(new Option('--suggestion <kind>', 'make the change that health suggests').choices(findingKinds))
    .option('--pace <number>', 'steps a second at most', positive)
    .addOption(new Option('--engine <id>', 'what does the arithmetic').choices(backendIds))
    .option('--threads <number>', 'on how many threads (default: as many as the other run)', whole(1, 256))
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (run: string, flags: ForkFlags) => {
      const { forkCommand } = await import('./commands/fork.ts')
      end(await forkCommand(run, flags))
    })
  program
    .command('health')
    .description('say what is unusual in a run, and what may help')
    .argument('<run>', 'its id, the start of it, or its name')
    .option('--step <number>', 'as the run was at this step (default: the newest)', whole(0, 100_000_000))
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (run: string, flags: HealthFlags) => {
      const { healthCommand } = await import('./commands/health.ts')
      end(await healthCommand(run, flags))
    })
  program
    .command('runs')
    .description('list the runs that are kept')
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (flags: RunsFlags) => {
      const { runsCommand } = await import('./commands/runs.ts')
      end(await runsCommand(flags))
    })
  program
    .command('export')
    .description('take something of a run away as a file')
    .argument('<run>', 'its id, the start of it, or its name')
    .addOption(new Option('--what <what>', 'what to take').choices(exported).makeOptionMandatory())
    .option('--format <format>', 'safetensors for checkpoints, png or svg for figures, csv for the rest')
    .option('--step <number>', 'as the run was at this step (default: the newest)', whole(0, 100_000_000))
    .addOption(
      new Option('--figure <figure>', 'which figure').choices(['picture', 'reconstructions', 'codes', 'curves']),
    )
    .addOption(new Option('--theme <theme>', 'the figure’s colours').choices(['light', 'dark']))
    .option('--count <number>', 'how many fresh samples', whole(1, 100_000))
    .option('-o, --output <file>', 'where to write it; - for stdout (default: a name made from the run’s)')
    .option(...homeOption)
    .action(async (run: string, flags: ExportFlags) => {
      const { exportCommand } = await import('./commands/export.ts')
      end(await exportCommand(run, flags))
    })
  program
    .command('audit')
    .description('write down all that entered and left one step, computed again, for tools/audit.py to check')
    .argument('<run>', 'its id, the start of it, or its name')
    .requiredOption('--step <number>', 'which step', whole(1, 100_000_000))
    .option('-o, --output <file>', 'where to write it; - for stdout (default: a name made from the run’s)')
    .option(...homeOption)
    .action(async (run: string, flags: AuditFlags) => {
      const { auditCommand } = await import('./commands/audit.ts')
      end(await auditCommand(run, flags))
    })
  program
    .command('lesson')
    .description('run a lesson of the article and see whether its claim holds; without an id, list them')
    .argument('[id]', 'S0 … S10')
    .option('--quick', 'the short form: fewer steps or points')
    .option('--set <knob=value>', 'turn a knob of the lesson, such as rateOfD=0; may be given often', collect, [])
    .addOption(new Option('--engine <id>', 'what does the arithmetic').choices(backendIds))
    .option(...homeOption)
    .option('--json', 'end with one JSON object: lesson, numbers, holds and more')
    .addHelpText('after', '\nThe exit code is 0 whether or not the claim holds: the last line says which.')
    .action(async (lesson: string | undefined, flags: LessonFlags) => {
      const { lessonCommand } = await import('./commands/lesson.ts')
      end(await lessonCommand(lesson, flags))
    })
  const data = program.command('data').description('data of your own: tables, images')
  data
    .command('import')
    .description('keep a table (CSV), images (IDX, or a folder of PNG and JPEG) for recipes to name')
    .argument('<path>', 'a file, or a folder of images')
    .option('--labels <file>', 'IDX file of the images’ labels')
    .option('--name <name>', 'what to call it (default: the file’s or folder’s name)')
    .addOption(
      new Option('--header <which>', 'whether a table’s first line names its columns').choices(['auto', 'yes', 'no']),
    )
    .option('--leave-out <column>', 'a column not to keep; may be given often', collect, [])
    .option('--every <number>', 'keep every so many-th row or image', whole(1, 1_000_000))
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (path: string, flags: ImportFlags) => {
      const { dataImportCommand } = await import('./commands/data.ts')
      end(await dataImportCommand(path, flags))
    })
  data
    .command('list')
    .description('list the data that is kept')
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (flags: HomeFlags) => {
      const { dataListCommand } = await import('./commands/data.ts')
      end(await dataListCommand(flags))
    })
  data
    .command('remove')
    .description('delete data that no run names')
    .argument('<data>', 'the start of its digits, or its name')
    .option(...homeOption)
    .action(async (text: string, flags: HomeFlags) => {
      const { dataRemoveCommand } = await import('./commands/data.ts')
      end(await dataRemoveCommand(text, flags))
    })
  program
    .command('doctor')
    .description('say what this machine offers the workbench')
    .option(...homeOption)
    .option(...jsonOption)
    .action(async (flags: DoctorFlags) => {
      const { doctorCommand } = await import('./commands/doctor.ts')
      end(await doctorCommand(flags))
    })
  program
    .command('bench')
    .description('time a training step on every engine, and on PyTorch and JAX where a Python has them')
    .addOption(
      new Option('--case <id>', 'only this case; may be given often')
        .choices(benchmarkIds)
        .argParser(oneOf(benchmarkIds))
        .default([]),
    )
    .addOption(
      new Option('--engine <id>', 'only this engine; may be given often')
        .choices(backendIds)
        .argParser(oneOf(backendIds))
        .default([]),
    )
    .option('--peers <python>', 'the Python that has torch, or jax, or both')
    .option('--rounds <number>', 'measurements of each kind', whole(1, 1000), 5)
    .option('--seconds <number>', 'seconds of each measurement', atLeastNothing, 0.4)
    .option('-o, --output <folder>', 'write a dated JSON file and a page in there, too')
    .option('--json', 'write JSON instead of the page')
    .action(async (flags: BenchFlags) => {
      const { benchCommand } = await import('./commands/bench.ts')
      end(await benchCommand(flags))
    })
  program
    .command('serve')
    .description('serve the workbench to a browser')
    .argument('[recipes...]', 'recipe files to open in the page')
    .option('--port <number>', 'port to listen on (default: 4700 or the next free one)', whole(0, 65_535))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option(...homeOption)
    .action(async (recipes: string[], flags: ServeFlags) => {
      const { serveCommand } = await import('./commands/serve.ts')
      end(await serveCommand(recipes, flags))
    })
  return program
}
