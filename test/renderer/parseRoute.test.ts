import { describe, expect, it } from 'vitest'
import { parseRoute } from '../../src/renderer/parseRoute.ts'

describe('parseRoute', () => {
  it.each([
    ['', 'start', null],
    ['#/start', 'start', null],
    ['#start', 'start', null],
    ['#/recipe', 'recipe', null],
    ['#/runs', 'runs', null],
    ['#/runs/', 'runs', null],
    ['#/runs/r1zd4a0', 'run', 'r1zd4a0'],
    ['#/compare?runs=a,b', 'compare', null],
    ['#/lessons', 'lessons', null],
    ['#/lessons/S9', 'lesson', 'S9'],
    ['#/engines', 'engines', null],
    ['#/about', 'about', null],
    ['#/elsewhere', 'start', null],
  ] as const)('%s is the room %s', (hash, room, id) => expect(parseRoute(hash)).toMatchObject({ room, id }))

  it('reads the query', () => {
    expect(parseRoute('#/compare?runs=a,b&step=30').query).toEqual({ runs: 'a,b', step: '30' })
    expect(parseRoute('#/runs?tab=trash').query).toEqual({ tab: 'trash' })
    expect(parseRoute('#/runs').query).toEqual({})
  })
})
