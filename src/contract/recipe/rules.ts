import { dataWidth, discriminatorWidths, lossNames, outputWidth } from './facts.ts'
import { formatPath, type Edit, type Path, type RecipeIssue } from './issues.ts'
import type { Recipe } from './schema.ts'

function issue(keys: Path, message: string, label?: string, edit?: Edit): RecipeIssue {
  return { path: formatPath(keys), keys, message, ...(label && edit ? { fix: { label, edit } } : {}) }
}

/** What no single field can know: how the parts of a recipe that is otherwise well formed fit together. */
export function checkRules(recipe: Recipe): RecipeIssue[] {
  const issues: RecipeIssue[] = []

  const width = dataWidth(recipe.data)
  const made = outputWidth(recipe.generator)
  const lastOfG = ['generator', recipe.generator.length - 1, 'dense']
  if (made !== width) {
    issues.push(
      issue(lastOfG, `the data has ${width} numbers an example; this layer gives ${made}`, `Set to ${width}`, {
        set: lastOfG,
        value: width,
      }),
    )
  }

  const read = discriminatorWidths(recipe.loss.kind)
  const given = outputWidth(recipe.discriminator)
  const lastOfD = ['discriminator', recipe.discriminator.length - 1, 'dense']
  if (!read.includes(given)) {
    const what = read.length === 1 ? '1 number' : '1 or 2 numbers'
    issues.push(
      issue(lastOfD, `${lossNames[recipe.loss.kind]} reads ${what} from D; this layer gives ${given}`, 'Set to 1', {
        set: lastOfD,
        value: 1,
      }),
    )
  }

  const lastActivation = recipe.discriminator.at(-1)?.activation
  if (lastActivation !== 'linear') {
    const keys = ['discriminator', recipe.discriminator.length - 1, 'activation']
    issues.push(
      issue(keys, `D's last layer must be linear: the loss itself turns its output into a judgement`, 'Set to linear', {
        set: keys,
        value: 'linear',
      }),
    )
  }

  const { batch, discriminatorSteps } = recipe.schedule
  const { points } = recipe.data
  if (batch > points) {
    issues.push(
      issue(
        ['schedule', 'batch'],
        `the batch of ${batch} is larger than the data, ${points} examples`,
        `Set to ${points}`,
        {
          set: ['schedule', 'batch'],
          value: points,
        },
      ),
    )
  } else if (batch * discriminatorSteps > points) {
    const most = Math.floor(points / batch)
    const keys = ['schedule', 'discriminatorSteps']
    issues.push(
      issue(
        keys,
        `${discriminatorSteps} batches of ${batch} a step are more than the data, ${points} examples`,
        `Set to ${most}`,
        {
          set: keys,
          value: most,
        },
      ),
    )
  }

  for (const name of ['generator', 'discriminator'] as const) {
    recipe[name].forEach((layer, index) => {
      if (layer.slope !== undefined && layer.activation !== 'leakyRelu') {
        const keys = [name, index, 'slope']
        issues.push(issue(keys, 'a slope belongs to leakyRelu only', 'Remove slope', { remove: keys }))
      }
    })
  }
  return issues
}
