import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { summaryOf, waitForState } from './support/rooms.ts'

test('what is unusual in a run is said with a number, and a click trains the change it suggests from there', async ({
  page,
  client,
  workbench,
}) => {
  const recipe = {
    ...presetRecipe('ring', 600),
    name: 'Outrun',
    data: { kind: 'ring', radius: 4, sd: 0.05 },
    loss: { kind: 'minimax' },
    optimizers: {
      generator: { kind: 'sgd', learningRate: 0.001 },
      discriminator: { kind: 'adam', learningRate: 0.005, beta1: 0.5 },
    },
  }
  const { id } = await client.call('runs.create', { recipe })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  const health = page.getByRole('list', { name: 'Health', exact: true })
  const row = health.getByRole('listitem').filter({ hasText: 'Almost no gradient reaches G.' })
  await expect(row).toContainText(/Its norm is \S+.*while D is right \d/)
  await expect(row).toContainText(/Steps .+–600\./)
  await row.getByRole('button', { name: 'Try it with the non-saturating loss' }).click()
  await page.waitForURL((url) => /#\/runs\//.test(url.href) && !url.href.endsWith(id))
  const forked = await summaryOf(client, page.url().split('/').at(-1)!)
  expect(forked.name).toBe('Outrun, with the non-saturating loss')
  expect(forked.recipe).toEqual({
    ...(await summaryOf(client, id)).recipe,
    name: forked.name,
    loss: { kind: 'nonSaturating' },
  })
  expect(forked).toMatchObject({ totalSteps: 1200, fork: { run: id, name: 'Outrun', step: 600, anew: [] } })
  await expect(page.getByText('Went on from step 600 of Outrun.')).toBeVisible()
})

test('a change that gives D another shape begins at step 0, and says so', async ({ page, client, workbench }) => {
  const recipe = {
    ...presetRecipe('ring', 500),
    name: 'Bounded',
    regularizers: [{ kind: 'r1', weight: 1 }],
    optimizers: {
      generator: { kind: 'adam', learningRate: 0.05, beta1: 0.9 },
      discriminator: { kind: 'adam', learningRate: 0.0001, beta1: 0.9 },
    },
  }
  const { id } = await client.call('runs.create', { recipe })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  const row = page.getByRole('list', { name: 'Health', exact: true }).getByRole('listitem').first()
  const change = row.getByRole('button', { name: 'Try it with packs of two' })
  await expect(change).toHaveAttribute(
    'title',
    /from step 0 .*“discriminator\.0\.weight” would be 4 × \d+, and is 2 × \d+/,
  )
  await change.click()
  await page.waitForURL((url) => /#\/runs\//.test(url.href) && !url.href.endsWith(id))
  await expect(page.getByText(/It begins at step 0: “discriminator\.0\.weight”/)).toBeVisible()
  const begun = await summaryOf(client, page.url().split('/').at(-1)!)
  expect(begun).toMatchObject({ name: 'Bounded, with packs of two', totalSteps: 500, fork: null })
  await expect(page.getByRole('button', { name: 'Field' })).toHaveAttribute(
    'title',
    /With packing D judges 2 points at once/,
  )
})

test('a run in order has nothing unusual to tell', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 400) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await expect(page.getByRole('list', { name: 'Health', exact: true })).toHaveText('Nothing unusual so far.')
})
