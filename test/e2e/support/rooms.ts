import { expect, type Locator, type Page } from '@playwright/test'
import type { RunSummary } from '../../../src/contract/run.ts'
import type { WorkbenchClient } from '../../../src/contract/api.ts'

/** The picture of the run room. */
export const picture = (page: Page): Locator => page.getByRole('region', { name: /^Data and / }).getByRole('img')

export const timeline = (page: Page): Locator => page.getByRole('slider', { name: 'Step shown' })

export const stepShown = async (page: Page): Promise<number> =>
  Number(await timeline(page).getAttribute('aria-valuenow'))

/** A fingerprint of what the canvas shows, when it has been drawn: that happens with the screen's next refresh. */
export const pixels = (canvas: Locator): Promise<string> =>
  canvas.evaluate(async (element) => {
    const refresh = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await refresh()
    await refresh()
    return (element as HTMLCanvasElement).toDataURL()
  })

/** From the gallery: opens a preset's recipe, as a click on its card does. */
export async function openPreset(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Start' }).click()
  await page.getByRole('link', { name: title, exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(title)
}

/** Opens S9's recipe with so many steps that no engine is through with them before `slowDown`. */
export async function openLongRun(page: Page): Promise<void> {
  await openPreset(page, 'Linear Gaussian')
  await page.getByRole('textbox', { name: 'Steps' }).fill('100000')
}

/** Has a run train at this many steps a second. */
export async function slowDown(client: WorkbenchClient, id: string, stepsPerSecond = 100): Promise<void> {
  await client.call('runs.control', { id, control: { action: 'pace', stepsPerSecond } })
}

/** Presses Train in the recipe room and waits for the run's room; resolves with the run's id. */
export async function train(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Train/ }).click()
  await page.waitForURL(/#\/runs\/.+/)
  return decodeURIComponent(page.url().split('#/runs/')[1] ?? '')
}

export async function summaryOf(client: WorkbenchClient, id: string): Promise<RunSummary> {
  return (await client.call('runs.get', { id })).summary
}

/** Waits until the run is in this state, asking the store. */
export async function waitForState(client: WorkbenchClient, id: string, state: RunSummary['state']): Promise<void> {
  await expect.poll(async () => (await summaryOf(client, id)).state, { timeout: 60_000 }).toBe(state)
}

/** Waits until metrics of this step are stored. */
export async function waitForStep(client: WorkbenchClient, id: string, step: number): Promise<void> {
  await expect.poll(async () => (await summaryOf(client, id)).step, { timeout: 60_000 }).toBeGreaterThanOrEqual(step)
}
