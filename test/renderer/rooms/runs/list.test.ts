import { describe, expect, it } from 'vitest'
import { filterRuns } from '../../../../src/renderer/rooms/runs/filterRuns.ts'
import { nextSorting, sortRuns } from '../../../../src/renderer/rooms/runs/sortRuns.ts'
import { aRecipe, aRun } from '../../aRun.ts'

const runs = [
  aRun({ id: 'a', starred: true, recipe: aRecipe({ seed: 3 }), latest: { modes: 8 } }),
  aRun({
    id: 'b',
    name: 'Ring, second try',
    state: 'training',
    recipe: aRecipe({ loss: { kind: 'hinge' } }),
    latest: {},
  }),
  aRun({
    id: 'c',
    name: 'Ring of 8',
    state: 'paused',
    recipe: aRecipe({ loss: { kind: 'wasserstein', clip: 0.01 } }),
    latest: { modes: 2 },
  }),
]
const ids = (list: typeof runs) => list.map((run) => run.id)

describe('filterRuns', () => {
  it('shows the runs of a tab', () => {
    expect(ids(filterRuns(runs, 'all', ''))).toEqual(['a', 'b', 'c'])
    expect(ids(filterRuns(runs, 'training', ''))).toEqual(['b', 'c'])
    expect(ids(filterRuns(runs, 'starred', ''))).toEqual(['a'])
  })
  it('finds every word in name, loss, data, state or seed', () => {
    expect(ids(filterRuns(runs, 'all', 'hinge'))).toEqual(['b'])
    expect(ids(filterRuns(runs, 'all', 'RING  paused'))).toEqual(['c'])
    expect(ids(filterRuns(runs, 'all', 'non-saturating'))).toEqual(['a'])
    expect(ids(filterRuns(runs, 'all', 'seed 3'))).toEqual(['a'])
    expect(ids(filterRuns(runs, 'all', 'ring digits'))).toEqual([])
    expect(ids(filterRuns(runs, 'starred', 'hinge'))).toEqual([])
  })
})

describe('sortRuns', () => {
  it('sorts both ways, runs without the value last', () => {
    expect(ids(sortRuns(runs, { key: 'modes', descending: true }))).toEqual(['a', 'c', 'b'])
    expect(ids(sortRuns(runs, { key: 'modes', descending: false }))).toEqual(['c', 'a', 'b'])
  })
  it('sorts words, equal ones in the order given', () => {
    expect(ids(sortRuns(runs, { key: 'name', descending: false }))).toEqual(['a', 'c', 'b'])
    expect(ids(sortRuns(runs, { key: 'loss', descending: false }))).toEqual(['b', 'a', 'c'])
  })
  it('leaves the list given as it was', () => {
    sortRuns(runs, { key: 'name', descending: true })
    expect(ids(runs)).toEqual(['a', 'b', 'c'])
  })
  it('turns on a second click, and begins numbers with the largest', () => {
    const started = { key: 'started', descending: true } as const
    expect(nextSorting(started, 'started')).toEqual({ key: 'started', descending: false })
    expect(nextSorting(started, 'modes')).toEqual({ key: 'modes', descending: true })
    expect(nextSorting(started, 'name')).toEqual({ key: 'name', descending: false })
  })
})
