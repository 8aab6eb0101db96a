import type { Frame, Judgement, PicturePart } from '../contract/picture.ts'
import { formatNumber } from './numbers.ts'
import { pairLayers, type Layers } from './layers.ts'

/** A curve of a picture on a line, as its key says it. */
export interface LineKey {
  label: string
  role: 'real' | 'fake' | 'discriminator'
  dashed: boolean
}

/** "0–1" for probabilities; a critic's scores have a scale of their own. */
function scaleOf({ probability, low, high }: Judgement): string {
  return probability ? '0–1' : `${formatNumber(low, 2)} to ${formatNumber(high, 2)}`
}

/** The curves there are in a part of a picture on a line, with what they mean. */
export function lineKeys(frame: Frame | null, layers: Layers, part: PicturePart): LineKey[] {
  if (part === 'codes') return []
  const keys: LineKey[] = []
  const { real, fake, field } = part === 'reconstructions' ? pairLayers : layers
  if (real) keys.push({ label: 'density of the data', role: 'real', dashed: false })
  if (fake && frame?.density) keys.push({ label: 'density of the model', role: 'fake', dashed: false })
  if (field && frame?.judgement) {
    const { judgement } = frame
    keys.push({ label: `D says real, ${scaleOf(judgement)}`, role: 'discriminator', dashed: false })
    if (judgement.best) keys.push({ label: 'the best D, p / (p + q)', role: 'discriminator', dashed: true })
  }
  return keys
}
