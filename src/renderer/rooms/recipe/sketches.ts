import { computed, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Frame, Scene } from '../../../contract/picture.ts'
import { valueAt } from '../../../contract/recipe/edit.ts'
import { dataWidth, imageShape } from '../../../contract/recipe/facts.ts'
import { networkSchema } from '../../../contract/recipe/parts.ts'
import { ganRecipeSchema } from '../../../contract/recipe/schema.ts'
import { drawPicture } from '../../../figures/picture.ts'
import { drawFake } from '../../../figures/scatter.ts'
import { palettes } from '../../../figures/theme.ts'
import { createViewport } from '../../../figures/viewport.ts'
import { draft } from '../../draft.ts'
import type { Paint } from './PaintCanvas.vue'
import { usePreview } from './preview.ts'
import { latentExamples, untrainedFakes, type GeneratorParts } from './untrained.ts'

/** The network that makes examples. */
export type MakerRole = 'generator' | 'decoder'

const common = ganRecipeSchema.pick({ data: true, latent: true, initialization: true, seed: true }).strip()

/** A recipe's parts that its thumbnails show, as far as they are well formed; null where one is not. */
function read(value: unknown, network: MakerRole): GeneratorParts | null {
  const parts = common.safeParse(value).data
  const layers = networkSchema.safeParse(valueAt(value, [network])).data
  return parts && layers ? { ...parts, generator: layers } : null
}

/** How data of this kind are shown; the scene that has come may still be that of another. */
const sceneKind = (data: GeneratorParts['data']): Scene['kind'] =>
  imageShape(data) ? 'images' : data.kind === 'line' ? 'line' : 'points'

const only = { real: false, fake: false, field: false }

export interface Sketches {
  /** Why there is no preview of the data, if there is none. */
  problem: ShallowRef<string | null>
  data: Ref<GeneratorParts['data'] | undefined>
  latent: Ref<GeneratorParts['latent'] | undefined>
  /** What the network makes untrained; null where it can't be sketched. */
  made: Ref<Frame | null>
  paintLatent: Ref<Paint>
  paintData: Ref<Paint>
  paintMade: Ref<Paint>
}

/** Thumbnails of the draft's data, codes, and what `network` makes of those, whatever is wrong elsewhere. */
export function useSketches(network: MakerRole): Sketches {
  const { scene, problem } = usePreview()
  /** The last good parts. */
  const whole = shallowRef<GeneratorParts | null>(null)
  watch(
    () => draft.value,
    (value) => (whole.value = read(value, network) ?? whole.value),
    { immediate: true },
  )

  const paintLatent = computed<Paint>(() => {
    const latent = whole.value?.latent
    return (context, width, height, theme) => {
      const palette = { ...palettes[theme], fake: palettes[theme].ink2, halo: palettes[theme].background }
      context.fillStyle = palette.background
      context.fillRect(0, 0, width, height)
      if (!latent) return
      const all = latentExamples(latent, 200, 1)
      const points = Array.from({ length: 400 }, (_, i) => {
        const axis = i % 2
        return axis < latent.size ? all[(i >> 1) * latent.size + axis]! : 0
      })
      drawFake(context, points, createViewport([-3.2, 3.2, -3.2, 3.2], width, height), palette, 1.5)
    }
  })

  const paintData = computed<Paint>(() => {
    const shown = scene.value
    return (context, width, height, theme) => {
      if (shown)
        drawPicture(context, { scene: shown, frame: null, width, height, theme, layers: { ...only, real: true } })
    }
  })

  const made = computed<Frame | null>(() => {
    const recipe = whole.value
    if (!recipe || scene.value?.kind !== sceneKind(recipe.data)) return null
    // Rows of more numbers have a place in the picture only by the axes that the engine finds.
    if (scene.value.kind === 'points' && dataWidth(recipe.data) !== 2) return null
    const samples = untrainedFakes(recipe, scene.value.kind)
    return samples && { step: 0, samples }
  })
  const paintMade = computed<Paint>(() => {
    const [shown, frame] = [scene.value, made.value]
    return (context, width, height, theme) => {
      if (shown) drawPicture(context, { scene: shown, frame, width, height, theme, layers: { ...only, fake: true } })
    }
  })

  return {
    problem,
    data: computed(() => whole.value?.data),
    latent: computed(() => whole.value?.latent),
    made,
    paintLatent,
    paintData,
    paintMade,
  }
}
