import { ref } from 'vue'
import type { IconName } from '../components/iconNames.ts'

/** Whether "Find anything" is open. */
export const paletteOpen = ref(false)

export const openPalette = () => void (paletteOpen.value = true)

export interface PaletteItem {
  id: string
  title: string
  /** What kind of thing it is, with what tells it apart. */
  detail: string
  icon: IconName
  act: () => void
}

/** Items that hold every word of the query in their title or detail; those with it in the title come first. */
export function findItems(items: readonly PaletteItem[], query: string, most = 12): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const rank = ({ title, detail }: PaletteItem): number => {
    const name = title.toLowerCase()
    const all = `${name} ${detail.toLowerCase()}`
    if (!words.every((word) => all.includes(word))) return -1
    if (words.every((word) => name.includes(word))) return name.startsWith(words[0] ?? '') ? 2 : 1
    return 0
  }
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((one) => one.rank >= 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, most)
    .map((one) => one.item)
}
