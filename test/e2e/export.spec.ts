import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'
import { parseCsv } from './support/csv.ts'
import { presetRecipe } from './support/recipes.ts'
import { waitForState } from './support/rooms.ts'

/** Takes one entry of the run room's Export menu. */
async function chooseExport(page: Page, entry: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

interface SafetensorsHeader {
  [tensor: string]: { dtype: string; shape: number[]; data_offsets: [number, number] }
}

test.beforeEach(async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 500) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
})

test('the CSV has one row a step and the stored values to the last digit', async ({ page, client, kept }) => {
  const [run] = await client.call('runs.list', {})
  const csv = parseCsv((await kept(() => chooseExport(page, /^Every number/))).toString('utf8'))
  // Step 0 has what is measured with the first picture; all else begins with the first step.
  expect(csv.column('step')).toEqual(Array.from({ length: 501 }, (_, index) => index))
  const views = await client.call('runs.series', { id: run!.id, maxPoints: 20_000 })
  expect(csv.header.slice(1).sort()).toEqual(views.map(({ name }) => name).sort())
  for (const { name, steps, values } of views) {
    const column = csv.column(name)
    expect([...steps].map((step) => column[step])).toEqual([...values])
    expect(column.filter((value) => value !== undefined)).toHaveLength(steps.length)
  }
})

test('the checkpoint is a safetensors file with the recipe in it', async ({ page, kept }) => {
  const bytes = await kept(() => chooseExport(page, /^Checkpoint/))
  const length = Number(bytes.readBigUInt64LE(0))
  const { __metadata__, ...tensors } = JSON.parse(
    bytes.subarray(8, 8 + length).toString('utf8'),
  ) as SafetensorsHeader & {
    __metadata__: Record<string, string>
  }
  expect(tensors['generator.0.weight']).toMatchObject({ dtype: 'F32', shape: [2, 2] })
  expect(tensors['discriminator.0.weight']).toMatchObject({ dtype: 'F32', shape: [2, 5] })
  let end = 0
  for (const {
    shape,
    data_offsets: [from, to],
  } of Object.values(tensors).sort((a, b) => a.data_offsets[0] - b.data_offsets[0])) {
    expect(from).toBe(end)
    expect(to - from).toBe(4 * shape.reduce((product, size) => product * size, 1))
    end = to
  }
  expect(8 + length + end).toBe(bytes.length)
  expect(JSON.parse(__metadata__.recipe!)).toMatchObject({ schedule: { steps: 500 }, data: { kind: 'linearGaussian' } })
})

test('pictures are PNG and SVG with text in it', async ({ page, kept }) => {
  const png = await kept(() => chooseExport(page, /^Picture\s*PNG/))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(800)
  const svg = (await kept(() => chooseExport(page, /^Picture\s*SVG/))).toString('utf8')
  expect(svg).toMatch(/^(<\?xml[^>]*>\s*)?<svg/)
  expect(svg).toContain('<text')
  expect(svg).toContain('Linear Gaussian')
})

test('the moments of S10 agree with the exported points', async ({ page, kept }) => {
  const points = parseCsv((await kept(() => chooseExport(page, /^Fresh points/))).toString('utf8'))
  const moments = parseCsv((await kept(() => chooseExport(page, /^Moments/))).toString('utf8'))
  expect(points.rows).toHaveLength(100)
  const x = points.rows.map((row) => Number(row[0]))
  const y = points.rows.map((row) => Number(row[1]))
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const covariance = (a: number[], b: number[]) => mean(a.map((value, i) => (value - mean(a)) * (b[i]! - mean(b))))
  const names = ['mean_x', 'mean_y', 'var_x', 'cov_xy', 'var_y']
  const row = (name: string) => {
    const index = moments.rows.findIndex(([first]) => first === name)
    return names.map((column) => moments.column(column)[index]!)
  }
  const expected = [mean(x), mean(y), covariance(x, x), covariance(x, y), covariance(y, y)]
  row('generated').forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5))
  row('truth').forEach((value, index) => expect(value).toBeCloseTo([1, 2, 1.01, 1.95, 4.25][index]!, 9))
})
