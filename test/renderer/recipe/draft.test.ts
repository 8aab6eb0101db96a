import { beforeEach, describe, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
})

const ring = {
  name: 'Ring of 8',
  data: { kind: 'ring' },
  generator: [{ dense: 24, activation: 'relu' }, { dense: 2 }],
  discriminator: [{ dense: 24, activation: 'relu' }, { dense: 1 }],
  loss: { kind: 'nonSaturating' },
  optimizers: {
    generator: { kind: 'adam', learningRate: 0.001 },
    discriminator: { kind: 'adam', learningRate: 0.002 },
  },
  schedule: { steps: 100, batch: 64 },
}

/** The module as a freshly loaded page has it. */
async function load() {
  vi.resetModules()
  return import('../../../src/renderer/draft.ts')
}

beforeEach(() => kept.clear())

describe('draft', () => {
  it('starts empty and keeps a recipe over a reload', async () => {
    const first = await load()
    expect(first.draft.isEmpty).toBe(true)
    first.openDraft(ring, 'the preset Ring of 8')
    first.editDraft({ set: ['schedule', 'steps'], value: 200 })
    first.chooseEngine('cpu')
    const { draft } = await load()
    expect(draft.recipe?.schedule.steps).toBe(200)
    expect(draft.from).toBe('the preset Ring of 8')
    expect(draft.changes).toBe(1)
    expect(draft.engine).toBe('cpu')
  })

  it('that is to go on from a checkpoint says what stands in the way, over a reload too, until it is let go', async () => {
    const first = await load()
    const recipe = (await import('../../../src/contract/recipe/schema.ts')).recipeSchema.parse({
      ...ring,
      family: 'gan',
    })
    first.openDraft(recipe, 'the run A', { run: 'a', name: 'A', step: 50, recipe })
    first.editDraft({ set: ['discriminator', 0, 'dense'], value: 25 })
    const { draft, forgetFork, undoDraft, openDraft } = await load()
    expect(draft.fork).toMatchObject({ run: 'a', name: 'A', step: 50 })
    expect(draft.issues).toMatchObject([{ path: 'discriminator[0].dense' }])
    expect(draft.recipe?.schedule.steps).toBe(100)
    forgetFork()
    expect([draft.fork, draft.issues]).toEqual([null, []])
    undoDraft()
    expect(draft.fork?.step).toBe(50)
    openDraft(ring)
    expect(draft.fork).toBeNull()
  })

  it('shows defaults for what is left out and does not count them as changes', async () => {
    const { draft, editDraft, openDraft, valueOf } = await load()
    openDraft(ring)
    expect(valueOf(['data', 'modes'])).toBe(8)
    expect(valueOf(['optimizers', 'generator', 'beta1'])).toBe(0.9)
    editDraft({ set: ['data', 'modes'], value: 8 })
    expect(draft.changes).toBe(0)
    editDraft({ set: ['data', 'modes'], value: 5 })
    expect(draft.changes).toBe(1)
  })

  it('keeps text that is not JSON, with its place, and the form on the last good value', async () => {
    const { draft, openDraft, typeDraft, valueOf } = await load()
    openDraft(ring)
    const broken = draft.text.replace('"batch": 64', '"batch": 64 64')
    typeDraft(broken)
    expect(draft.text).toBe(broken)
    expect(draft.isJson).toBe(false)
    expect(draft.recipe).toBe(null)
    expect(draft.issues[0]?.message).toMatch(/^not JSON: line \d+/)
    expect(valueOf(['schedule', 'batch'])).toBe(64)
    typeDraft(draft.text.replace('64 64', '32'))
    expect(draft.recipe?.schedule.batch).toBe(32)
  })

  it('mends an issue by its fix', async () => {
    const { draft, editDraft, openDraft } = await load()
    openDraft({ ...ring, loss: { kind: 'hinge' }, discriminator: [{ dense: 2 }] })
    const [issue] = draft.issues
    expect(issue?.path).toBe('discriminator[0].dense')
    editDraft(issue!.fix!.edit)
    expect(draft.issues).toEqual([])
    expect(draft.recipe).toMatchObject({ discriminator: [{ dense: 1 }] })
  })

  it('undoes and redoes, edits of one place together, opening another recipe too', async () => {
    vi.useFakeTimers()
    const { draft, editDraft, openDraft, redoDraft, undoDraft } = await load()
    openDraft(ring)
    editDraft({ set: ['name'], value: 'A' })
    editDraft({ set: ['name'], value: 'AB' })
    vi.advanceTimersByTime(5000)
    editDraft({ set: ['name'], value: 'ABC' })
    openDraft({ ...ring, name: 'Other' })
    const names = []
    for (let i = 0; i < 4; i++) {
      undoDraft()
      names.push(draft.recipe?.name)
    }
    expect(names).toEqual(['ABC', 'AB', 'Ring of 8', undefined])
    expect(draft.isEmpty).toBe(true)
    expect(draft.canUndo).toBe(false)
    redoDraft()
    redoDraft()
    expect(draft.recipe?.name).toBe('AB')
    editDraft({ set: ['name'], value: 'B' })
    expect(draft.canRedo).toBe(false)
    vi.useRealTimers()
  })

  it('opens a file that is not JSON without losing its text', async () => {
    const { draft, openDraftText, undoDraft, openDraft } = await load()
    openDraft(ring)
    openDraftText('{ "name": oops }', 'the file broken.json')
    expect(draft.text).toBe('{ "name": oops }')
    expect(draft.issues).toHaveLength(1)
    undoDraft()
    expect(draft.recipe?.name).toBe('Ring of 8')
  })

  it('brings the draft before back after more edits', async () => {
    const { draft, editDraft, openDraft } = await load()
    openDraft(ring)
    const back = openDraft({ ...ring, name: 'Other' })
    editDraft({ set: ['seed'], value: 7 })
    back()
    expect(draft.recipe?.name).toBe('Ring of 8')
    expect(draft.recipe?.seed).toBe(1)
  })

  it('starts empty when what the browser keeps is damaged', async () => {
    kept.set('ganbench.draft', '{"text":')
    const { draft } = await load()
    expect(draft.isEmpty).toBe(true)
  })

  it('says when the browser keeps nothing', async () => {
    const { draft, openDraft } = await load()
    vi.spyOn(localStorage, 'setItem').mockImplementationOnce(() => {
      throw new Error('quota')
    })
    openDraft(ring)
    expect(draft.saved).toBe(false)
    expect(draft.recipe?.name).toBe('Ring of 8')
  })
})
