import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { presetRecipe } from '../e2e/support/recipes.ts'
import { waitForState, waitForStep } from '../e2e/support/rooms.ts'
import { startWorkbench } from '../e2e/support/workbench.ts'
import { desktopTest as test, expect, joinHome } from './support/desktop.ts'
import { answerQuestions, end, environment, executablePath, launch, questions, root } from './support/launch.ts'

test('where another process owns the home, the window shows its runs and takes the home over when it ends', async ({
  home,
}) => {
  const owner = await startWorkbench({ home })
  const desktop = await launch(home)
  try {
    const page = await desktop.firstWindow()
    const before = await owner.connect()
    const { id } = await before.call('runs.create', { recipe: presetRecipe('linear-gaussian', 2000), pace: 100 })
    await waitForStep(before, id, 20)
    await page.getByRole('link', { name: /^Runs/ }).click()
    await expect(page.getByRole('main').getByRole('link', { name: 'Linear Gaussian' })).toBeVisible()
    before.close()
    await owner.kill()

    // The page connects again by itself, and this process is then the owner.
    const ownerFile = join(home, 'owner.json')
    const shell = () => (existsSync(ownerFile) ? readFileSync(ownerFile, 'utf8') : '')
    await expect.poll(shell).toMatch(/"shell":"desktop".*"address":"/)
    const after = await joinHome(home)
    expect((await after.call('workbench.info', {})).owner).toMatchObject({ shell: 'desktop' })
    await waitForState(after, id, 'interrupted')
    await expect(page.getByRole('main').getByText('Interrupted').first()).toBeVisible()
    after.close()
  } finally {
    await end(desktop)
  }
})

test('quitting asks nothing where the training goes on in another process', async ({ home }) => {
  const owner = await startWorkbench({ home })
  const client = await owner.connect()
  const { id } = await client.call('runs.create', { recipe: presetRecipe('linear-gaussian', 2000), pace: 100 })
  const desktop = await launch(home)
  const page = await desktop.firstWindow()
  await page.getByRole('link', { name: 'Start' }).waitFor()
  await waitForStep(client, id, 40)
  await answerQuestions(desktop, 1)
  await desktop.evaluate(({ app }) => setTimeout(() => app.quit(), 300))
  expect(await questions(desktop)).toEqual([])
  await desktop.waitForEvent('close')
  const { summary } = await client.call('runs.get', { id })
  expect(summary.state).toBe('training')
  client.close()
  await owner.stop()
})

test('a home that can’t be used is one sentence, and nothing is left running', async ({ home }) => {
  const file = join(home, 'a-file')
  writeFileSync(file, 'not a folder')
  const child = spawn(executablePath, ['--no-sandbox', root], { cwd: root, env: environment(file) })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(1)
  expect(said).toContain(`Runs can’t be kept in ${file}`)
  expect(said).toContain('Nothing was changed; choose another folder')
})
