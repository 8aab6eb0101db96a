import { expect, test } from './support/fixtures.ts'
import { presetRecipe } from './support/recipes.ts'
import { summaryOf, waitForState } from './support/rooms.ts'

test('what is unusual in a run is said with a number, and a click trains the change it suggests', async ({
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
})

test('a run in order has nothing unusual to tell', async ({ page, client, workbench }) => {
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 400) })
  await waitForState(client, id, 'finished')
  await page.goto(`${workbench.address}#/runs/${id}`)
  await expect(page.getByRole('list', { name: 'Health', exact: true })).toHaveText('Nothing unusual so far.')
})
