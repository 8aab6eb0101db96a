import { estimateOf } from '../contract/estimates.ts'
import { modeCount } from '../contract/recipe/data.ts'
import { goodOfTruth } from '../contract/recipe/goodOfTruth.ts'
import { objectiveOf } from '../contract/recipe/facts.ts'
import type { Recipe } from '../contract/recipe/schema.ts'
import { formatNumber } from './numbers.ts'
import { palettes, type ThemeName } from './theme.ts'

export type CurveRole = 'real' | 'fake' | 'discriminator' | 'generator' | 'ink'

/** A level worth knowing, drawn across the chart. */
export interface Limit {
  value: number
  label: string
}

/** One chart of a run: the series that belong on one pair of axes. */
export interface CurveGroup {
  id: string
  title: string
  /** What a value means, beside the title; may be empty. */
  note: string
  lines: readonly { name: string; label: string; role: CurveRole; dash: readonly number[]; smooth: boolean }[]
  limits: readonly Limit[]
  /** Fixed ends of the value axis; undefined ends follow the data. */
  range: readonly [number | undefined, number | undefined]
  /** Whether the value axis goes by powers of ten: for what falls over many of them. */
  logarithmic?: boolean
  /** Marks of the value axis, where round numbers would not be the right ones. */
  ticks?: readonly number[]
  format(value: number): string
}

const dashed: readonly number[] = [5, 2]
const solid: readonly number[] = []

/** 0.563 → "56 %", with a narrow no-break space. */
function formatShare(value: number): string {
  return `${formatNumber(Math.round(value * 100))}\u202f%`
}
const plain = (value: number) => formatNumber(value, 3)

function line(name: string, label: string, role: CurveRole, dash = solid, smooth = true) {
  return { name, label, role, dash, smooth }
}

/** Every chart a run can have, in reading order, left out where the run stored none of its series. */
export function curveGroups(recipe: Recipe, stored: readonly string[]): CurveGroup[] {
  const objective = objectiveOf(recipe)
  const cantTell = objective === 'minimax' || objective === 'nonSaturating'
  const modes = modeCount(recipe.data) ?? 1
  const fromZero = [0, undefined] as const
  const measured = (measure: string) => stored.filter((name) => (estimateOf(name)?.measure ?? name) === measure)
  const bandwidth = stored.map(estimateOf).find((one) => one !== null)?.bandwidth
  const estimated = bandwidth === undefined ? '' : `; estimate, bandwidth ${bandwidth}`
  const groups: CurveGroup[] = [
    {
      id: 'loss',
      title: 'Loss',
      note: '',
      lines: [line('loss.discriminator', 'D', 'discriminator'), line('loss.generator', 'G', 'generator', dashed)],
      limits: cantTell ? [{ value: 2 * Math.LN2, label: '2 log 2: D can’t tell' }] : [],
      range: [undefined, undefined],
      format: plain,
    },
    {
      id: 'loss.density',
      title: 'Loss of the batch',
      note: '',
      // Of the likelihood it is what stands in the chart below.
      lines: objective === 'likelihood' ? [] : [line('loss.density', '', 'ink')],
      limits: [],
      range: [undefined, undefined],
      format: plain,
    },
    {
      id: 'reconstruction',
      title: 'Reconstruction error',
      note: 'of the batch; 0 = exact',
      lines: [line('error.reconstruction', '', 'ink')],
      limits: [],
      range: fromZero,
      format: plain,
    },
    {
      id: 'bound',
      title: 'Loss and its two terms',
      note: 'nats an example',
      lines: [
        line('loss.total', 'loss', 'ink'),
        line('loss.reconstruction', 'recon.', 'real'),
        line('loss.kl', 'KL', 'fake', dashed),
      ],
      limits: [],
      range: fromZero,
      format: plain,
    },
    {
      id: 'likelihood',
      title: '−E log q',
      note: 'the model’s surprise at the data',
      lines: [
        line('likelihood', 'batch', 'discriminator'),
        line('likelihood.exact', 'exact', 'ink', solid, false),
        line('entropy', 'entropy', 'real', dashed, false),
      ],
      limits: [],
      range: [undefined, undefined],
      format: plain,
    },
    {
      id: 'accuracy',
      title: 'Accuracy of D',
      note: '50\u202f% = can’t tell',
      lines: [line('accuracy.real', 'on real', 'real'), line('accuracy.fake', 'on fake', 'fake', dashed)],
      limits: [{ value: 0.5, label: '' }],
      range: [0, 1.02],
      ticks: [0, 0.5, 1],
      format: formatShare,
    },
    {
      id: 'modes',
      title: 'Modes captured',
      note: `of ${modes}`,
      lines: [line('modes', '', 'ink', solid, false)],
      limits: [],
      // A little above the top, so that the line is not cut where all are captured.
      range: [0, modes * 1.04],
      ticks: [...new Set([0, Math.round(modes / 2), modes])],
      format: plain,
    },
    {
      id: 'good',
      title: 'Good samples',
      note: `within 3 sd; true data: ${(100 * goodOfTruth(recipe.data)).toFixed(1)}\u202f%`,
      lines: [line('good', '', 'ink', solid, false)],
      limits: [],
      range: [0, 1.02],
      ticks: [0, 0.5, 1],
      format: formatShare,
    },
    {
      id: 'divergence',
      title: 'KL divergences',
      note: `0 = equal${estimated}`,
      lines: [
        ...measured('kl.forward').map((name) => line(name, 'p ‖ q', 'real', solid, false)),
        ...measured('kl.reverse').map((name) => line(name, 'q ‖ p', 'fake', dashed, false)),
      ],
      limits: [],
      range: [undefined, undefined],
      // A model that is nearly a point or a line, as before it has learnt, is farther off than any other by many of them.
      logarithmic: true,
      format: plain,
    },
    {
      id: 'jsd',
      title: 'JSD to the data',
      note: estimated === '' ? '0 = equal, log 2 = no overlap' : `0 = equal${estimated}`,
      lines: measured('jsd').map((name) => line(name, '', 'ink', solid, false)),
      limits: [{ value: Math.LN2, label: 'log 2' }],
      range: [0, 0.72],
      format: plain,
    },
    {
      id: 'distance',
      title: 'Distances to the data',
      note: 'in data units',
      lines: [
        line('wasserstein', 'sliced W', 'ink', solid, false),
        line('frechet', 'Fréchet', 'discriminator', dashed, false),
      ],
      limits: [],
      range: fromZero,
      format: plain,
    },
    {
      id: 'gradient',
      title: 'Gradient norms',
      note: 'near 0, learning stops',
      lines: [
        line('gradient.discriminator', 'D', 'discriminator'),
        line('gradient.generator', 'G', 'generator', dashed),
        line('gradient.model', 'model', 'ink'),
        line('gradient.encoder', 'encoder', 'discriminator'),
        line('gradient.decoder', 'decoder', 'generator', dashed),
      ],
      limits: [],
      range: fromZero,
      format: plain,
    },
    {
      id: 'value',
      title: 'Value of the game, V',
      note: 'D raises it, G lowers it',
      lines: [line('value', 'V', 'ink')],
      limits: cantTell ? [{ value: -2 * Math.LN2, label: '−2 log 2: D can’t tell' }] : [],
      range: [undefined, undefined],
      format: plain,
    },
    {
      id: 'epoch.accuracy',
      title: 'Accuracy of D, each epoch',
      note: 'one pass through the data',
      lines: [line('epoch.accuracy', '', 'discriminator', solid, false)],
      limits: [{ value: 0.5, label: '' }],
      range: [0, 1.02],
      ticks: [0, 0.5, 1],
      format: formatShare,
    },
    {
      id: 'epoch.seconds',
      title: 'Seconds an epoch',
      note: '',
      lines: [line('epoch.seconds', '', 'ink', solid, false)],
      limits: [],
      range: fromZero,
      format: plain,
    },
  ]
  return groups
    .map((group) => ({ ...group, lines: group.lines.filter(({ name }) => stored.includes(name)) }))
    .filter((group) => group.lines.length > 0)
}

/** The colour of a role in a theme. */
export function roleColour(theme: ThemeName, role: CurveRole): string {
  const palette = palettes[theme]
  return role === 'generator' ? palette.fake : palette[role]
}
