import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures.ts'

const runButton = (page: Page) => page.getByRole('button', { name: /^Run/ })
const verdict = (page: Page) => page.getByText(/^The claim (holds|does not hold)$/)
const number = (page: Page, name: string) =>
  page
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell')
    .nth(1)

/** A room's link at the side: a page may have one of the same name in its text. */
const room = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name })

async function openLesson(page: Page, title: string): Promise<void> {
  await room(page, 'Lessons').click()
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page).toHaveTitle(`${title} · GAN Workbench`)
}

test('a lesson from its question to its numbers, broken on purpose, and opened as a run', async ({ page, client }) => {
  await openLesson(page, 'A GAN in forty lines')
  await expect(page.getByText('Nothing has run yet')).toBeVisible()
  await expect(runButton(page)).toBeDisabled()
  await page.getByRole('radio', { name: 'Nearly always: it has had the most practice' }).check()
  await expect(page.getByText('It is the marked one.')).toBeHidden()
  await page.keyboard.press('ControlOrMeta+Enter')

  await expect(verdict(page)).toHaveText('The claim holds', { timeout: 60_000 })
  await expect(page.getByText('It is the marked one.')).toBeVisible()
  await expect(number(page, 'Accuracy, first epoch')).toHaveText(/^0\.[678]\d+$/)
  await expect(page.getByRole('list', { name: 'Conditions' }).getByText('Holds:')).toHaveCount(2)
  await expect(page.getByRole('img', { name: 'Real points and fakes' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^How often D is right/ })).toBeVisible()

  await page.getByRole('button', { name: 'Break it: D’s learning rate 0' }).click()
  await expect(page.getByRole('textbox', { name: 'D’s learning rate, as a number' })).toHaveValue('0')
  await runButton(page).click()
  await expect(verdict(page)).toHaveText('The claim does not hold', { timeout: 60_000 })
  await expect(page.getByText('D keeps the random opinions it was drawn with')).toBeVisible()

  await room(page, 'Start').click()
  await room(page, 'Lessons').click()
  await expect(page.getByText('Does not hold')).toBeVisible()
  await page.goBack()
  await page.goBack()
  await expect(verdict(page)).toBeVisible()

  await page.getByRole('button', { name: 'Open as a run' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('The article’s run')
  await expect(page.getByText('from lesson S9')).toBeVisible()
  expect(await client.call('runs.list', {})).toEqual([])
})

test('a lesson that is stopped says so, its run stops too, and it can be run again', async ({ page, client }) => {
  await openLesson(page, 'The result: points beside points')
  const steps = page.getByRole('textbox', { name: 'Steps, as a number' })
  await steps.fill('7000')
  await steps.press('Tab')
  // A setting out of its range is put right.
  await expect(steps).toHaveValue('5000')
  await page.getByRole('radio').first().check()
  await runButton(page).click()
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('You stopped it')).toBeVisible()
  await expect(runButton(page)).toBeEnabled()
  await expect.poll(async () => (await client.call('runs.list', {})).map(({ state }) => state)).toEqual(['stopped'])
})

test('numbers are kept as a table', async ({ page, kept }) => {
  await openLesson(page, 'A GAN in forty lines')
  await page.getByRole('radio').first().check()
  await runButton(page).click()
  await expect(verdict(page)).toBeVisible({ timeout: 60_000 })
  const csv = await kept(() => page.getByRole('button', { name: 'Numbers, CSV' }).click())
  expect(csv.toString().split('\n').slice(0, 2)).toEqual([
    'number,value,label',
    expect.stringMatching(/^firstAccuracy,0\.\d+,"Accuracy, first epoch"$/),
  ])
})

test('the keys and the palette know lessons; one that is none is no blank page', async ({ page }) => {
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page).toHaveURL(/#\/lessons$/)
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('forty lines')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/lessons\/S9$/)
  await expect(page.getByRole('button', { name: 'Next lesson' })).toBeEnabled()
  await page.keyboard.press(']')
  await expect(page).toHaveURL(/#\/lessons\/S10$/)
  await page.goto(page.url().replace('S10', 'S77'))
  await page.reload()
  await expect(page.getByText('There is no lesson “S77”')).toBeVisible()
})

// Only messages of a WebSocket can be held back.
test(
  'what is entered in the palette before lessons have been read is opened then',
  { tag: '@browser' },
  async ({ page }) => {
    let held = false
    const waiting: (() => void)[] = []
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => {
        const send = () => socket.send(message)
        if (held) waiting.push(send)
        else send()
      })
    })
    await page.reload()
    await expect(page.getByRole('link', { name: 'Ring of 8', exact: true })).toBeVisible()
    held = true
    await page.keyboard.press('ControlOrMeta+K')
    await page.keyboard.type('forty lines')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Reading …')).toBeVisible()
    held = false
    for (const send of waiting) send()
    await expect(page).toHaveURL(/#\/lessons\/S9$/)
    // What was entered is done with: the next time begins from nothing.
    await page.keyboard.press('ControlOrMeta+K')
    await expect(page.getByRole('combobox', { name: 'Find a room, a preset or a run' })).toHaveValue('')
    await expect(page.getByRole('option').first()).toContainText('Start')
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/#\/lessons\/S9$/)
  },
)

test('points drawn by hand become the data, a stroke at a time', async ({ page }) => {
  await page.getByRole('link', { name: 'Ring of 8', exact: true }).click()
  const kind = page.getByRole('region', { name: 'Data', exact: true }).getByRole('combobox', { name: 'Kind' })
  await kind.selectOption('drawn')
  await expect(page.getByRole('button', { name: /^Train/ })).toBeDisabled()
  const sheet = page.getByRole('img', { name: /draw points with the mouse/ })
  await sheet.scrollIntoViewIfNeeded()
  const box = (await sheet.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  for (const line of [-0.2, 0.2]) {
    await page.mouse.move(x - 80, y + line * box.height)
    await page.mouse.down()
    await page.mouse.move(x + 80, y + line * box.height, { steps: 10 })
    await page.mouse.up()
  }
  await expect(page.getByText('22 points')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Train/ })).toBeEnabled()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(page.getByText('11 points')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Z')
  await expect(page.getByText('22 points')).toBeVisible()
})
