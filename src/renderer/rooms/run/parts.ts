import { computed, ref } from 'vue'
import type { Frame, PicturePart } from '../../../contract/picture.ts'
import { partsOf } from '../../../figures/picture.ts'

/** Which part of a picture is looked at where there are several; kept while the page is open. */
export const chosenPart = ref<PicturePart>('made')

export const partNames: Record<PicturePart, { label: string; title: string }> = {
  made: { label: 'Samples', title: 'What random codes decode to' },
  reconstructions: { label: 'Reconstructions', title: 'Real examples and what comes back of each' },
  codes: { label: 'Codes', title: 'Where the data’s codes lie, and what each place decodes to' },
}

/** The parts that a run's frames have, and the one shown: the chosen one where there is such. */
export function useParts(frame: () => Frame | null) {
  const parts = computed(() => partsOf(frame()))
  const part = computed<PicturePart>(() => (parts.value.includes(chosenPart.value) ? chosenPart.value : 'made'))
  return { parts, part }
}
