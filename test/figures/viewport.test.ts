import { describe, expect, test } from 'vitest'
import type { Extent } from '../../src/contract/picture.ts'
import { createViewport, fittedView, panBy, zoomAt, zoomLimits } from '../../src/figures/viewport.ts'

const extent: Extent = [-5, 5, -2, 4]

describe('createViewport', () => {
  test('shows the central square of the extent in full, whatever the shape of the picture', () => {
    for (const [width, height] of [
      [600, 300],
      [300, 600],
      [400, 400],
    ] as const) {
      const viewport = createViewport(extent, width, height)
      const corners = [viewport.x(-3), viewport.x(3), viewport.y(4), viewport.y(-2)]
      const side = Math.min(width, height)
      expect(corners[1]! - corners[0]!).toBeCloseTo(side, 9)
      expect(corners[3]! - corners[2]!).toBeCloseTo(side, 9)
      expect((corners[0]! + corners[1]!) / 2).toBeCloseTo(width / 2, 9)
      expect((corners[2]! + corners[3]!) / 2).toBeCloseTo(height / 2, 9)
    }
  })

  test('has one scale for both axes, y upwards, and an inverse', () => {
    const viewport = createViewport(extent, 700, 420)
    expect(viewport.x(1) - viewport.x(0)).toBeCloseTo(viewport.y(0) - viewport.y(1), 9)
    const [x, y] = viewport.toData(viewport.x(1.25), viewport.y(-0.5))
    expect(x).toBeCloseTo(1.25, 9)
    expect(y).toBeCloseTo(-0.5, 9)
  })
})

describe('zoom and pan', () => {
  test('what is under the pointer stays there', () => {
    const view = fittedView(extent)
    const before = createViewport(extent, 700, 420, view)
    const [x, y] = before.toData(100, 50)
    const zoomed = zoomAt(view, before, 100, 50, 3)
    const after = createViewport(extent, 700, 420, zoomed)
    expect(zoomed.zoom).toBe(3)
    expect(after.x(x)).toBeCloseTo(100, 6)
    expect(after.y(y)).toBeCloseTo(50, 6)
  })

  test('a drag moves the picture by as many pixels', () => {
    const view = fittedView(extent)
    const before = createViewport(extent, 700, 420, view)
    const after = createViewport(extent, 700, 420, panBy(view, before, 30, -20))
    expect(after.x(1) - before.x(1)).toBeCloseTo(30, 9)
    expect(after.y(1) - before.y(1)).toBeCloseTo(-20, 9)
  })

  test('zoom stays within its limits', () => {
    const view = fittedView(extent)
    const viewport = createViewport(extent, 700, 420, view)
    expect(zoomAt(view, viewport, 0, 0, 1e9).zoom).toBe(zoomLimits[1])
    expect(zoomAt(view, viewport, 0, 0, 1e-9).zoom).toBe(zoomLimits[0])
  })
})
