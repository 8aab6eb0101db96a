import { mostExamples, type DataSet } from '../dataSet.ts'
import { dataHash, mostColumns, type OwnDataRecipe, type TableRecipe } from './data.ts'
import { issueAt, type RecipeIssue } from './issues.ts'
import { nearestAlike } from './nearest.ts'

function checkColumns({ columns }: TableRecipe, known: readonly string[]): RecipeIssue[] {
  return columns.flatMap((name, index) => {
    const keys = ['data', 'columns', index]
    if (columns.indexOf(name) < index)
      return [issueAt(keys, `“${name}” stands there twice`, `Remove ${name}`, { remove: keys })]
    if (known.includes(name)) return []
    const close = nearestAlike(
      name,
      known.filter((one) => !columns.includes(one)),
    )
    const message = `the data has no column “${name}”`
    return close === undefined
      ? [
          issueAt(
            keys,
            `${message}; it has ${known
              .slice(0, 12)
              .map((one) => `“${one}”`)
              .join(', ')}`,
          ),
        ]
      : [issueAt(keys, `${message}. Did you mean “${close}”?`, `Use ${close}`, { set: keys, value: close })]
  })
}

/** That kept data is of the other kind, where it is. */
export function checkDataKind(kind: OwnDataRecipe['kind'], { shape, name }: DataSet): RecipeIssue[] {
  if (shape.kind === kind) return []
  const holds = shape.kind === 'table' ? 'a table' : 'images'
  const keys = ['data', 'kind']
  return [issueAt(keys, `“${name}” is ${holds}`, `Use ${shape.kind}`, { set: keys, value: shape.kind })]
}

/** What a recipe asks of kept data that it hasn't. */
export function checkOwnData(data: OwnDataRecipe, dataSet: DataSet): RecipeIssue[] {
  const { shape, count, name } = dataSet
  const otherKind = checkDataKind(data.kind, dataSet)
  if (otherKind.length > 0) return otherKind
  const issues: RecipeIssue[] = []
  const set = (key: string, value: number, message: string) => {
    const keys = ['data', key]
    issues.push(issueAt(keys, message, `Set to ${value}`, { set: keys, value }))
  }
  if (data.kind === 'table' && shape.kind === 'table')
    issues.push(
      ...checkColumns(
        data,
        shape.columns.map((one) => one.name),
      ),
    )
  if (data.kind === 'images' && shape.kind === 'images') {
    if (data.width !== shape.width) set('width', shape.width, `the images are ${shape.width} pixels wide`)
    if (data.height !== shape.height) set('height', shape.height, `the images are ${shape.height} pixels high`)
  }
  if (data.points > count) set('points', count, `“${name}” has ${count} ${shape.kind === 'table' ? 'rows' : 'images'}`)
  return issues
}

/** A recipe's part for kept data, with all of it: every column but those that only count the rows. */
export function ownDataRecipe({ hash, name, shape, count }: DataSet): OwnDataRecipe {
  const common = { file: hash, name, points: Math.min(count, mostExamples) }
  if (shape.kind === 'images')
    return { kind: 'images', ...common, width: shape.width, height: shape.height, channels: 1 }
  const named = shape.columns.filter(({ counts }) => !counts)
  const columns = (named.length < 2 ? shape.columns : named).slice(0, mostColumns).map((column) => column.name)
  return { kind: 'table', ...common, columns, scaling: 'standardize', picture: 'principalAxes' }
}

/** Whether text is the hash of data, rather than the path of a file that is still to be imported. */
export const isDataHash = (text: string): boolean => dataHash.test(text)
