import type { OptimizerRecipe } from '../../../src/contract/recipe/schema.ts'

/** Updates flat numbers in place, one by one, in double precision. */
export class ReferenceOptimizer {
  #recipe: OptimizerRecipe
  #updates = 0
  #first: number[] = []
  #second: number[] = []

  constructor(recipe: OptimizerRecipe) {
    this.#recipe = recipe
  }

  update(values: number[], gradients: number[]): void {
    this.#updates++
    for (const [index, gradient] of gradients.entries()) values[index]! -= this.#change(index, gradient)
  }

  #change(index: number, gradient: number): number {
    const recipe = this.#recipe
    const first = this.#first[index] ?? 0
    const second = this.#second[index] ?? 0
    if (recipe.kind === 'sgd') {
      this.#first[index] = recipe.momentum * first + gradient
      return recipe.learningRate * this.#first[index]
    }
    if (recipe.kind === 'rmsprop') {
      this.#second[index] = recipe.decay * second + (1 - recipe.decay) * gradient ** 2
      return (recipe.learningRate * gradient) / (Math.sqrt(this.#second[index]) + recipe.epsilon)
    }
    this.#first[index] = recipe.beta1 * first + (1 - recipe.beta1) * gradient
    this.#second[index] = recipe.beta2 * second + (1 - recipe.beta2) * gradient ** 2
    const m = this.#first[index] / (1 - Math.pow(recipe.beta1, this.#updates))
    const v = this.#second[index] / (1 - Math.pow(recipe.beta2, this.#updates))
    return (recipe.learningRate * m) / (Math.sqrt(v) + recipe.epsilon)
  }
}
