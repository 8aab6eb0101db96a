import * as tf from '@tensorflow/tfjs-core'
import type { Frame, Scene } from '../../contract/picture.ts'
import type { Recipe } from '../../contract/recipe/schema.ts'
import { fieldGrid, fieldSize, makeField } from '../field.ts'
import { modeCoverage, modeSamples } from '../metrics/modes.ts'
import { RandomStream } from '../random/stream.ts'
import type { Gan } from './gan.ts'
import { drawLatents } from './latents.ts'

const bankSize = { points: 256, images: 64 }

const toByte = (value: number) => Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5)))

/** Draws the frames of one run: always from the same latents, so that one sample can be followed through time. */
export class GanPictures {
  /** Bytes of one frame. */
  readonly bytes: number
  #recipe: Recipe
  #gan: Gan
  #scene: Scene
  #bank: tf.Tensor2D
  /** The field's cell centres and the scene's real points, where the data is 2-D. */
  #grid: tf.Tensor2D | undefined
  #real: tf.Tensor2D | undefined

  constructor(recipe: Recipe, gan: Gan, scene: Scene) {
    this.#recipe = recipe
    this.#gan = gan
    this.#scene = scene
    const count = bankSize[scene.kind]
    const latents = drawLatents(recipe.latent, count, new RandomStream(recipe.seed, 'bank'))
    this.#bank = tf.tensor2d(latents, [count, recipe.latent.size])
    if (scene.kind === 'points') {
      this.#grid = tf.tensor2d(fieldGrid(scene.extent), [fieldSize * fieldSize, 2])
      this.#real = tf.tensor2d(scene.real, [scene.real.length / 2, 2])
      this.bytes = count * 2 * Float32Array.BYTES_PER_ELEMENT + fieldSize * fieldSize
    } else {
      this.bytes = count * scene.width * scene.height
    }
  }

  /** What the generator makes of the latent bank, and for 2-D data how D judges the plane. */
  picture(state: readonly tf.Tensor[]): Omit<Frame, 'step'> {
    const judge = (examples: tf.Tensor2D) => this.#gan.judge(state, examples).dataSync<'float32'>()
    tf.engine().startScope()
    try {
      const made = this.#gan.generate(state, this.#bank)
      const samples = made.dataSync<'float32'>()
      if (!this.#grid || !this.#real) return { samples: Uint8Array.from(samples, toByte) }
      const judged = { grid: judge(this.#grid), real: judge(this.#real), fake: judge(made) }
      return { samples, field: makeField(this.#recipe.loss.kind, judged) }
    } finally {
      tf.engine().endScope()
    }
  }

  /** Mode coverage of fresh samples, where the data has modes. */
  measure(state: readonly tf.Tensor[], stream: RandomStream): Record<string, number> {
    const scene = this.#scene
    if (scene.kind !== 'points' || !scene.modes || scene.sd === undefined) return {}
    const latents = drawLatents(this.#recipe.latent, modeSamples, stream)
    const samples = tf.tidy(() =>
      this.#gan.generate(state, tf.tensor2d(latents, [modeSamples, this.#recipe.latent.size])).dataSync<'float32'>(),
    )
    return { ...modeCoverage(samples, scene.modes, scene.sd) }
  }

  dispose(): void {
    tf.dispose([this.#bank, this.#grid, this.#real].filter((tensor) => tensor !== undefined))
  }
}
