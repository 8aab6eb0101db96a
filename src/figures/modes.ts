import type { Frame, Scene } from '../contract/picture.ts'
import type { Context } from './canvas.ts'
import type { Palette } from './theme.ts'
import type { Viewport } from './viewport.ts'

/** A mode counts as nearly missed below this part of its fair share: 2 % where eight modes would each get 12.5 %. */
const missedPart = 0.16

export interface MissedMode {
  centre: readonly [number, number]
  /** Share of all fakes that lie within 3 sd of it, and what it is in the data. */
  share: number
  fairShare: number
  /** Data units; the dashed ring drawn round it. */
  radius: number
}

/**
 * Modes with almost no fakes; none while less than half of the modes are drawn at all or less than half of the fakes
 * lie in any, since then a G that has not found its shape yet would look like one that lost a part of it.
 */
export function missedModes(scene: Scene, frame: Frame): MissedMode[] {
  if (!('modes' in scene) || !scene.modes) return []
  const width = scene.kind === 'line' ? 1 : 2
  const count = scene.modes.length / width
  const total = frame.samples.length / width
  const missed: MissedMode[] = []
  let placed = 0
  for (let mode = 0; mode < count; mode++) {
    const [sd, fairShare] = scene.kind === 'line' ? [scene.sds[mode]!, scene.shares[mode]!] : [scene.sd ?? 0, 1 / count]
    const reach = (3 * sd) ** 2
    const x = scene.modes[width * mode]!
    const y = width === 2 ? scene.modes[2 * mode + 1]! : 0
    let near = 0
    for (let i = 0; i < frame.samples.length; i += width) {
      const up = width === 2 ? frame.samples[i + 1]! - y : 0
      if ((frame.samples[i]! - x) ** 2 + up ** 2 <= reach) near++
    }
    placed += near
    if (near < missedPart * total * fairShare) {
      missed.push({ centre: [x, y], share: near / total, fairShare, radius: (width === 1 ? 3 : 4.3) * sd })
    }
  }
  return missed.length * 2 <= count && placed * 2 >= total ? missed : []
}

/** A dashed ring round each missed mode. */
export function drawMissedModes(
  context: Context,
  modes: readonly MissedMode[],
  viewport: Viewport,
  palette: Palette,
): void {
  context.save()
  context.strokeStyle = palette.warning
  context.lineWidth = 1.6
  context.setLineDash([4, 4])
  for (const { centre, radius } of modes) {
    context.beginPath()
    context.arc(viewport.x(centre[0]), viewport.y(centre[1]), radius * viewport.scale, 0, 2 * Math.PI)
    context.stroke()
  }
  context.restore()
}
