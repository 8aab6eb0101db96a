import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../src/contract/recipe/edit.ts'
import { parsePath, type Edit } from '../../../src/contract/recipe/issues.ts'
import { parseData, parseRecipe } from '../../../src/contract/recipe/parse.ts'
import { presetRecipe } from './presets.ts'

const set = (path: string, value: unknown): Edit => ({ set: parsePath(path), value })
const rename = (path: string, to: string): Edit => ({ rename: parsePath(path), to })

interface Mistake {
  what: string
  edits: Edit[]
  path: string
  message: string
  /** The fix's label; applying it gives a recipe that trains. null: nobody can know what was meant. */
  fix: string | null
}

const mistake = (what: string, edits: Edit[], path: string, message: string, fix: string | null): Mistake => ({
  what,
  edits,
  path,
  message,
  fix,
})

const kinds =
  '“linearGaussian”, “ring”, “grid”, “twoGaussians”, “swissRoll”, “moons”, “spirals”, “checkerboard”, “line”, “drawn”, “digits”, “table” or “images”'

/** Every mistake is made in the ring preset. */
const mistakes: Mistake[] = [
  mistake(
    'a key misspelt',
    [rename('schedule.batch', 'bacth')],
    'schedule.bacth',
    'unknown key “bacth”. Did you mean “batch”?',
    'Use batch',
  ),
  mistake(
    'a key cut short',
    [rename('schedule', 'sched')],
    'sched',
    'unknown key “sched”. Did you mean “schedule”?',
    'Use schedule',
  ),
  mistake(
    'a key in snake case',
    [rename('optimizers.generator.learningRate', 'learning_rate')],
    'optimizers.generator.learning_rate',
    'unknown key “learning_rate”. Did you mean “learningRate”?',
    'Use learningRate',
  ),
  mistake(
    'a key given twice, once misspelt',
    [set('schedule.bacth', 4)],
    'schedule.bacth',
    'unknown key “bacth”. Did you mean “batch”, which is there already?',
    'Remove bacth',
  ),
  mistake(
    'a key of another kind',
    [set('loss', { kind: 'hinge', clip: 1 })],
    'loss.clip',
    'unknown key “clip”. The nearest there is: “kind”',
    'Remove clip',
  ),
  mistake(
    'a key like nothing',
    [set('zzz', 1)],
    'zzz',
    'unknown key “zzz”. The nearest there is: “name”',
    'Remove zzz',
  ),
  mistake(
    'a width of 0',
    [set('generator[0].dense', 0)],
    'generator[0].dense',
    'must be at least 1, not 0',
    'Set to 1',
  ),
  mistake(
    'a width that is no whole number',
    [set('generator[0].dense', 1.5)],
    'generator[0].dense',
    'must be a whole number, not 1.5',
    'Set to 2',
  ),
  mistake(
    'a negative rate',
    [set('optimizers.generator.learningRate', -0.01)],
    'optimizers.generator.learningRate',
    'must be at least 0, not -0.01',
    'Set to 0.01',
  ),
  mistake(
    'a decay of 1',
    [set('optimizers.generator.beta1', 1)],
    'optimizers.generator.beta1',
    'must be less than 1, not 1',
    null,
  ),
  mistake(
    'NaN',
    [set('optimizers.generator.learningRate', NaN)],
    'optimizers.generator.learningRate',
    'must be a finite number, not NaN',
    null,
  ),
  mistake(
    'NaN for a whole number',
    [set('schedule.steps', NaN)],
    'schedule.steps',
    'must be a finite number, not NaN',
    null,
  ),
  mistake('an infinite size', [set('data.sd', Infinity)], 'data.sd', 'must be a finite number, not Infinity', null),
  mistake('a number in quotes', [set('seed', '7')], 'seed', 'must be a number, not "7"', 'Set to 7'),
  mistake(
    'a number past two bounds',
    [set('seed', 1e20)],
    'seed',
    'must be at most 4294967295, not 100000000000000000000',
    'Set to 4294967295',
  ),
  mistake(
    'a batch larger than the data',
    [set('schedule.batch', 5000)],
    'schedule.batch',
    'the batch of 5000 is larger than the data, 4000 examples',
    'Set to 4000',
  ),
  mistake(
    'more batches a step than data',
    [set('schedule.discriminatorSteps', 32)],
    'schedule.discriminatorSteps',
    '32 batches of 128 a step are more than the data, 4000 examples',
    'Set to 31',
  ),
  mistake(
    'an unknown kind of data',
    [set('data.kind', 'rings')],
    'data.kind',
    `must be ${kinds}, not "rings"`,
    'Use ring',
  ),
  mistake('no kind of data', [{ remove: ['data', 'kind'] }], 'data.kind', `is missing; expected ${kinds}`, null),
  mistake(
    'an unknown loss',
    [set('loss.kind', 'wgan')],
    'loss.kind',
    'must be “nonSaturating”, “minimax”, “leastSquares”, “hinge” or “wasserstein”, not "wgan"',
    null,
  ),
  mistake(
    'a loss by its name alone',
    [set('loss', 'Hinge')],
    'loss',
    'must be an object in braces, not "Hinge"',
    'Use {"kind": "hinge"}',
  ),
  mistake(
    'an optimiser in capitals',
    [set('optimizers.generator.kind', 'Adam')],
    'optimizers.generator.kind',
    'must be “adam”, “sgd” or “rmsprop”, not "Adam"',
    'Use adam',
  ),
  mistake(
    'an unknown activation',
    [set('generator[0].activation', 'leaky')],
    'generator[0].activation',
    'must be “linear”, “relu”, “leakyRelu”, “tanh”, “sigmoid”, “elu”, “gelu” or “softplus”, not "leaky"',
    'Use leakyRelu',
  ),
  mistake(
    'another family',
    [set('family', 'gam')],
    'family',
    'must be “gan”, “autoencoder”, “vae” or “density”, not "gam"',
    'Use gan',
  ),
  mistake('a later version', [set('version', 2)], 'version', 'must be 1, not 2', 'Set to 1'),
  mistake('no data', [{ remove: ['data'] }], 'data', 'is missing; expected an object in braces', null),
  mistake('data that is null', [set('data', null)], 'data', 'must be an object in braces, not null', null),
  mistake('no generator', [{ remove: ['generator'] }], 'generator', 'is missing; expected a list in brackets', null),
  mistake('a generator in braces', [set('generator', {})], 'generator', 'must be a list in brackets, not {}', null),
  mistake('a generator without layers', [set('generator', [])], 'generator', 'needs at least 1 layer', null),
  mistake(
    'too many layers',
    [
      set(
        'generator',
        Array.from({ length: 17 }, () => ({ dense: 2 })),
      ),
    ],
    'generator',
    'has more than 16 layers',
    null,
  ),
  mistake(
    'a layer that is a number',
    [set('generator[0]', 64)],
    'generator[0]',
    'must be an object in braces, not 64',
    null,
  ),
  mistake('no name', [{ remove: ['name'] }], 'name', 'is missing; expected text in quotes', null),
  mistake('an empty name', [set('name', '  ')], 'name', 'must not be empty', null),
  mistake(
    'a matrix cut short',
    [set('data', { kind: 'linearGaussian', matrix: [[1, 2]] })],
    'data.matrix',
    'needs at least 2 entries',
    null,
  ),
  mistake(
    'G of the wrong width',
    [set('generator[2].dense', 3)],
    'generator[2].dense',
    'the data has 2 numbers an example; this layer gives 3',
    'Set to 2',
  ),
  mistake(
    'D of the wrong width',
    [set('discriminator[2].dense', 3)],
    'discriminator[2].dense',
    'Non-saturating reads 1 or 2 numbers from D; this layer gives 3',
    'Set to 1',
  ),
  mistake(
    'two outputs for a critic',
    [set('loss', { kind: 'wasserstein' }), set('discriminator[2].dense', 2)],
    'discriminator[2].dense',
    'Wasserstein reads 1 number from D; this layer gives 2',
    'Set to 1',
  ),
  mistake(
    'a last layer that is not linear',
    [set('discriminator[2].activation', 'sigmoid')],
    'discriminator[2].activation',
    "D's last layer must be linear: the loss itself turns its output into a judgement",
    'Set to linear',
  ),
  mistake(
    'a slope without leaky ReLU',
    [set('generator[0].slope', 0.1)],
    'generator[0].slope',
    'a slope belongs to leakyRelu only',
    'Remove slope',
  ),
]

describe('a mistake in a recipe', () => {
  it.each(mistakes)('is named with its place: $what', ({ edits, path, message, fix }) => {
    const recipe = edits.reduce<unknown>(applyEdit, presetRecipe('ring'))
    const before = structuredClone(recipe)
    const parsed = parseRecipe(recipe)
    if (parsed.ok) throw new Error('this recipe was taken')
    const issue = parsed.issues.find((one) => one.path === path)
    expect([issue?.message, issue?.fix?.label ?? null]).toEqual([message, fix])
    expect(parsePath(path)).toEqual(issue?.keys)
    expect(recipe).toEqual(before)
    if (issue?.fix) expect(parseRecipe(applyEdit(recipe, issue.fix.edit))).toMatchObject({ ok: true })
  })

  it('does not hide another', () => {
    const edits = [set('generator[0].dense', 0), set('schedule.batch', 0), set('zzz', 1)]
    const parsed = parseRecipe(edits.reduce<unknown>(applyEdit, presetRecipe('ring')))
    expect(parsed.ok ? [] : parsed.issues.map(({ path }) => path)).toEqual([
      'generator[0].dense',
      'schedule.batch',
      'zzz',
    ])
  })

  it('is named within the data alone, while the rest is still being written', () => {
    const parsed = parseData({ kind: 'ring', mode: 3 })
    expect(parsed).toEqual({
      ok: false,
      issues: [
        {
          path: 'mode',
          keys: ['mode'],
          message: 'unknown key “mode”. Did you mean “modes”?',
          fix: { label: 'Use modes', edit: { rename: ['mode'], to: 'modes' } },
        },
      ],
    })
    expect(parseData({ kind: 'ring', modes: 3 })).toMatchObject({ ok: true, value: { modes: 3, radius: 2 } })
  })

  it.each([[1], ['text'], [null], [undefined], [[]], [true]])('is that it is no object: %j', (input) => {
    expect(parseRecipe(input)).toEqual({
      ok: false,
      issues: [{ path: '', keys: [], message: 'a recipe is a JSON object in braces' }],
    })
  })
})
