import { useKeys } from '../keys.ts'
import type { Player } from './player.ts'

/** Keys of the timeline, the same wherever there is one. */
export function usePlayerKeys(player: Player): void {
  useKeys(
    {
      left: { label: 'One snapshot', run: () => player.move(-1) },
      right: { label: 'One snapshot', run: () => player.move(1) },
      'shift+left': { label: 'Ten snapshots', run: () => player.move(-10) },
      'shift+right': { label: 'Ten snapshots', run: () => player.move(10) },
      home: { label: 'First, last', run: () => player.first() },
      end: { label: 'First, last', run: () => player.last() },
      p: { label: 'Play', run: () => player.toggle() },
      o: { label: 'Loop', run: () => player.toggleLoop() },
      '-': { label: 'Slower, faster', run: () => player.slower() },
      '+': { label: 'Slower, faster', run: () => player.faster() },
    },
    'Timeline',
  )
}
