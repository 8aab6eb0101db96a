import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Preset } from '../../contract/api.ts'
import { objectiveName } from '../../contract/recipe/facts.ts'
import { openDraft } from '../draft.ts'
import { formatWhen } from '../format.ts'
import { lessonTexts, readLessons } from '../lessons.ts'
import { go } from '../route.ts'
import { keptRuns } from '../runs.ts'
import { toast } from '../toast.ts'
import { call, errorText } from '../workbench.ts'
import type { PaletteItem } from './palette.ts'
import { sheetOpen } from './sheet.ts'

const fixed: readonly PaletteItem[] = [
  { id: 'start', title: 'Start', detail: 'Room', icon: 'start', act: () => go('start') },
  { id: 'recipe', title: 'Recipe', detail: 'Room', icon: 'recipe', act: () => go('recipe') },
  { id: 'runs', title: 'Runs', detail: 'Room', icon: 'runs', act: () => go('runs') },
  { id: 'compare', title: 'Compare', detail: 'Room', icon: 'compare', act: () => go('compare') },
  { id: 'lessons', title: 'Lessons', detail: 'Room', icon: 'lesson', act: () => go('lessons') },
  { id: 'engines', title: 'Engines', detail: 'What trains, and what is set up', icon: 'cpu', act: () => go('engines') },
  {
    id: 'about',
    title: 'About and licences',
    detail: 'Version, and what it is made of',
    icon: 'info',
    act: () => go('about'),
  },
  { id: 'trash', title: 'Trash', detail: 'Runs moved there', icon: 'trash', act: () => go('runs?tab=trash') },
  { id: 'keys', title: 'Keyboard shortcuts', detail: 'Sheet', icon: 'keyb', act: () => (sheetOpen.value = true) },
]

/**
 * All that can be found: rooms, presets, lessons and runs. Presets and lessons are read when the palette first opens;
 * until both are there, `reading` is true.
 */
export function usePaletteItems(open: Ref<boolean>): { items: ComputedRef<PaletteItem[]>; reading: Ref<boolean> } {
  const presets = shallowRef<Preset[]>([])
  const reading = ref(false)

  async function readPresets(): Promise<void> {
    if (presets.value.length > 0) return
    try {
      presets.value = await call('presets.list', {})
    } catch (error) {
      toast({ text: `The presets could not be read: ${errorText(error)}`, icon: 'bad' })
    }
  }

  watch(open, async (now) => {
    if (!now) return
    reading.value = true
    await Promise.all([readLessons(), readPresets()])
    reading.value = false
  })
  const items = computed(() => [
    ...fixed,
    ...presets.value.map((preset) => ({
      id: `preset ${preset.id}`,
      title: preset.title,
      detail: `Open the preset`,
      icon: 'recipe' as const,
      act: () => {
        openDraft(preset.recipe, `the preset ${preset.title}`)
        go('recipe')
      },
    })),
    ...lessonTexts.value.map(({ id, title }) => ({
      id: `lesson ${id}`,
      title: `${id} ${title}`,
      detail: 'Lesson',
      icon: 'lesson' as const,
      act: () => go(`lessons/${id}`),
    })),
    ...keptRuns.value.map((run) => ({
      id: `run ${run.id}`,
      title: run.name,
      detail: `Run · ${objectiveName(run.recipe)} · ${run.state} · ${formatWhen(run.createdAt)}`,
      icon: 'runs' as const,
      act: () => go(`runs/${run.id}`),
    })),
  ])
  return { items, reading }
}
