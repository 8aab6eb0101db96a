import { benchmarkCases } from './cases.ts'
import { ratiosOf } from './ratios.ts'
import type { Entry, Pair, Report, Spread, Timed } from './report.ts'

/** A number to three significant digits, without powers of ten. */
function digits(value: number): string {
  if (value >= 1000) return String(Math.round(value))
  return String(Number(value.toPrecision(3)))
}

const spread = ({ median, least, greatest }: Spread) => `${digits(median)} (${digits(least)} – ${digits(greatest)})`
const nothing = '–'
const milliseconds = (timed: Timed | null) => (timed ? spread(timed.step) : nothing)
const megabytes = (bytes: number | null) => (bytes === null ? nothing : String(Math.round(bytes / 2 ** 20)))
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}

/** A number, and after an arrow what it is where all had been compiled before. */
function withAgain(first: number | null, again: number | undefined): string {
  if (first === null) return nothing
  return again === undefined ? digits(first) : `${digits(first)} → ${digits(again)}`
}

function caseTable(entries: readonly Entry[]): string {
  const head = [
    '',
    'threads',
    'one step a call',
    'many',
    'steps a call',
    'first step, s',
    'compile, ms',
    'MB',
    'drawing',
  ]
  const rows = entries.map((entry) => {
    const { name, threads, chosen, one, many, firstStepSeconds, compiling, again, residentBytes, problem } = entry
    const drawing = many?.drawing ?? one?.drawing
    return [
      problem === null ? name : `${name}: ${problem}`,
      `${threads ?? nothing}${chosen ? ', chosen' : ''}`,
      milliseconds(one),
      milliseconds(many),
      many ? String(many.stepsPerCall) : nothing,
      withAgain(firstStepSeconds, again?.firstStepSeconds),
      withAgain(compiling, again?.compiling),
      megabytes(residentBytes),
      drawing === undefined || drawing === null ? nothing : `${digits(drawing * 100)} %`,
    ]
  })
  return table(head, rows)
}

function ratioTable(report: Report): string {
  const ratios = ratiosOf(report)
  if (ratios.length === 0) return 'No other framework and no second engine was there to be compared with.'
  const head = ['case', 'compared with', 'onnx, ms', 'the other’s best, ms', 'ratio', 'of the least', 'at most wanted']
  return table(
    head,
    ratios.map(({ case: id, against, own, other, ratio, ofLeast, wanted }) => [
      id,
      against,
      digits(own),
      digits(other),
      digits(ratio),
      digits(ofLeast),
      wanted === null ? nothing : String(wanted),
    ]),
  )
}

function pairTable(pairs: readonly Pair[]): string {
  return table(
    ['', 'case', 'steps a second of both', 'times PyTorch’s'],
    pairs.map(({ name, case: id, stepsPerSecond, problem }) => {
      const theirs = pairs.find((pair) => pair.name === 'PyTorch' && pair.case === id)?.stepsPerSecond
      return [
        name,
        id,
        stepsPerSecond ? spread(stepsPerSecond) : (problem ?? nothing),
        stepsPerSecond && theirs ? digits(stepsPerSecond.median / theirs.median) : nothing,
      ]
    }),
  )
}

/** The page of a benchmark, in Markdown. */
export function benchmarkPage(report: Report): string {
  const { date, machine, entries, pairs, rounds, seconds } = report
  const { before, after } = machine.load
  const versions = new Map(entries.flatMap(({ name, version }) => (version === null ? [] : [[name, version] as const])))
  const tested = benchmarkCases.filter(({ peer }) => entries.some((entry) => entry.case === peer.id))
  return `# Benchmarks

Written by \`npm run bench\` on ${date.slice(0, 10)}; all numbers are in [benchmarks/${date.slice(0, 10)}.json](benchmarks/${date.slice(0, 10)}.json).

${machine.processor}, ${machine.cores} cores, ${digits(machine.memoryBytes / 2 ** 30)} GiB; ${machine.system}; Node ${machine.node}. Load before and after: ${digits(before)} and ${digits(after)}: with more than a few tenths of a core busy elsewhere only ratios mean anything.

${[...versions].map(([name, version]) => `- ${name}: ${version}`).join('\n')}

A step draws a batch and noise, trains D by one step of Adam on real and fake and G by one through the new D, on the same noise, and reads losses and metrics. Milliseconds a step: the median of ${rounds} rounds of ${seconds} s, least and greatest in brackets; slow ones have fewer rounds. In every round each contestant is measured once while the others wait, so that all are measured in the same minutes. “Many” is what a run does: as many steps a call as take about 100 ms; JAX has them in one scan. The first step counts from making the process, imports included; compiling is from the recipe to a model that can run, trying threads left out; after the arrow stands what they take where another process has compiled the same, as in every run of a shape but the first. Memory is the most that was resident. “Drawing” is the share of a step in which batches and noise are drawn.

“tfjs-node, as usually written” is the same step as a program of TensorFlow.js in Node usually has it (\`tools/peers/tfjspeer.mjs\`): models of tf.layers, Adam’s \`minimize\`, real and fake judged one after the other, both losses read. The engine “tensorflow” calls the same library’s kernels, but from a step written for this workbench, which judges real and fake together, updates all parameters of a network at once, and tells more metrics.

## Ratios

Medians against medians, and the least times against the least: where a machine has other work meanwhile, the latter are nearer to what it does without.

${ratioTable(report)}

${tested.map(({ peer, title }) => `## ${peer.id}: ${title}\n\n${caseTable(entries.filter((entry) => entry.case === peer.id))}`).join('\n\n')}
${pairs.length > 0 ? `\n## Two runs at once, one thread each\n\n${pairTable(pairs)}\n` : ''}`
}
