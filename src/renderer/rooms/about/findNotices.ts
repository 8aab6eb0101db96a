import type { LicenceNotice } from '../../../contract/api.ts'

/** Those that hold every word of the query in their name or their licence's. */
export function findNotices(notices: readonly LicenceNotice[], query: string): LicenceNotice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return notices.filter(({ name, licence }) => {
    const text = `${name} ${licence}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
