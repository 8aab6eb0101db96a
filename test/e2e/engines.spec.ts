import type { Page } from '@playwright/test'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test as base } from './support/fixtures.ts'
import { openPreset } from './support/rooms.ts'

const cacheOf = (home: string) => join(home, 'cache')
const tensorflowIn = (cache: string) => join(cache, `tensorflow-2.21.0-${process.platform}-${process.arch}`)

/** A workbench whose machine has no TensorFlow until a test pretends that it has. */
const test = base.extend({
  env: async ({ home }, use) => use({ GANBENCH_CACHE: cacheOf(home) }),
})

/** Leaves what the set-up leaves, as far as can be seen without loading it. */
function pretendTensorflow(home: string): void {
  const folder = tensorflowIn(cacheOf(home))
  const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-node/package.json') as { version: string }
  mkdirSync(join(folder, 'library'), { recursive: true })
  writeFileSync(join(folder, 'tfjs_binding.node'), 'no library')
  const manifest = { tensorflow: '2.21.0', tfjsNode: version, binding: 'tfjs_binding.node', library: 'library' }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const again = (page: Page) => page.getByRole('button', { name: /^Check again/ })
const engineChoice = (page: Page) => page.getByRole('combobox', { name: 'Engine' })

test('what there is and what is missing, each with its facts and its command', async ({ page }) => {
  await page.getByRole('link', { name: /^Engines/ }).click()
  await expect(page).toHaveTitle('Engines · GAN Workbench')
  await expect(page.getByText('New runs train with ONNX Runtime')).toBeVisible()

  const wasm = card(page, 'WebAssembly')
  await expect(wasm).toContainText('Available')
  await expect(card(page, 'ONNX Runtime')).toContainText('New runs use it')
  await expect(wasm).toContainText('TensorFlow.js 4.22.0')
  await expect(wasm).toContainText(/tfjs-backend-wasm\s*13\.\d.MB/)
  await expect(wasm.getByRole('button')).toHaveCount(0)
  await expect(card(page, 'Plain JavaScript')).toContainText('Available')

  const tensorflow = card(page, 'TensorFlow')
  await expect(tensorflow).toContainText('Not set up')
  await expect(tensorflow).toContainText('TensorFlow’s native library is not set up on this machine.')
  await tensorflow.getByRole('button', { name: 'Copy npm run setup:tensorflow' }).click()
  await expect(page.getByText('Command copied')).toBeVisible()
})

// The desktop's page may not read the clipboard.
test('the command is what the clipboard then holds', { tag: '@browser' }, async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('link', { name: /^Engines/ }).click()
  await page.getByRole('button', { name: 'Copy npm run setup:tensorflow' }).click()
  await expect(page.getByText('Command copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm run setup:tensorflow')
})

test('the palette and a key open the page', async ({ page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/#\/engines$/)
  await page.goto(page.url().replace('#/engines', '#/start'))
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('engines')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/engines$/)
  await expect(again(page)).toBeVisible()
})

test('a set-up made meanwhile is found by Check again, a removal too, and the recipe’s choice follows', async ({
  page,
  home,
}) => {
  await openPreset(page, 'Ring of 8')
  const offered = engineChoice(page).locator('option', { hasText: 'TensorFlow' })
  await expect(offered).toBeDisabled()
  await expect(page.getByText('TensorFlow’s native library is not set up on this machine.')).toBeVisible()
  await page.getByRole('link', { name: 'Engines', exact: true }).click()

  await expect(card(page, 'TensorFlow')).toContainText('Not set up')
  pretendTensorflow(home)
  await again(page).click()
  await expect(page.getByText('TensorFlow is available now')).toBeVisible()
  await expect(card(page, 'TensorFlow')).toContainText('TensorFlow.js 4.22.0, TensorFlow 2.21.0')
  await expect(card(page, 'TensorFlow').getByText('npm run setup:tensorflow -- --remove')).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByText('Checked: nothing has changed')).toBeVisible()

  await page.goBack()
  await expect(offered).toBeEnabled()
  await engineChoice(page).selectOption('tensorflow')
  rmSync(tensorflowIn(cacheOf(home)), { recursive: true })
  await page.getByRole('button', { name: /^Train/ }).click()
  await expect(page.getByText(/the engine “tensorflow” can’t be used: .*Run npm run setup:tensorflow/i)).toBeVisible()

  await page.getByRole('link', { name: /^Engines/ }).click()
  const note = page.getByRole('status').filter({ hasText: 'The recipe you are editing asks for TensorFlow' })
  await expect(note).toContainText('Run npm run setup:tensorflow')
  await note.getByRole('button', { name: 'Train it with ONNX Runtime' }).click()
  await expect(note).toBeHidden()
})

test('a set-up that was cut short says so', async ({ page, home }) => {
  pretendTensorflow(home)
  rmSync(join(tensorflowIn(cacheOf(home)), 'manifest.json'))
  await page.getByRole('link', { name: /^Engines/ }).click()
  const tensorflow = card(page, 'TensorFlow')
  await expect(tensorflow).toContainText('Not available')
  await expect(tensorflow).toContainText('did not come to its end')
  await expect(tensorflow.getByRole('button', { name: /^Copy/ })).toHaveCount(2)
})
