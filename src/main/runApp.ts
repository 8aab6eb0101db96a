import { app } from 'electron'
import { keepHome } from '../serve/homeKeeper.ts'
import { readRecipeFile } from '../serve/recipeFiles.ts'
import type { Entries } from '../workbench/entries.ts'
import { openHome } from '../workbench/home/index.ts'
import { watchRuns } from './activeRuns.ts'
import { reportCrashes } from './crashes.ts'
import { guardPages } from './guard.ts'
import { setMenus } from './menu.ts'
import { pageAddress, servePage } from './page.ts'
import { answerPage } from './pageMessages.ts'
import { quitSafely } from './quitting.ts'
import { openSettings } from './settings.ts'
import { utilityEngine } from './utilityEngine.ts'
import { makeWindow, present } from './window.ts'
import { openWindowPlace } from './windowPlace.ts'

interface Options {
  home: string
  /** What belongs to the window is kept here. */
  folder: string
  entries: Entries
}

/**
 * Opens the home and its window. Resolves, once the page is shown, with what opens further recipe files.
 * Throws a WorkbenchError where the home can't be used.
 */
export async function runApp({ home, folder, entries }: Options): Promise<(files: readonly string[]) => void> {
  guardPages()
  servePage(entries.page)
  const settings = openSettings(folder)
  const place = openWindowPlace(folder)
  const launch = utilityEngine(entries.engine)
  const keeper = keepHome(() => openHome({ home, shell: 'desktop', entries, resources: entries.resources, launch }))
  // Before there is a window, so that a home that can't be opened is said in one box and nothing else.
  const opened = await keeper.home()

  const window = makeWindow(place)
  const page = answerPage(window, keeper)
  const runs = watchRuns({
    window,
    settings,
    open(id) {
      present(window)
      page.order({ kind: 'go', path: `runs/${encodeURIComponent(id)}` })
    },
  })
  const follow = (home: typeof opened) =>
    runs.follow(home).catch((error: unknown) => console.error('What trains is not shown in the taskbar:', error))
  keeper.onOpened((again) => void follow(again))
  void follow(opened)

  const openFiles = (files: readonly string[]) => {
    present(window)
    for (const file of files) void readRecipeFile(file).then(page.order)
  }
  setMenus({ window, settings, order: page.order, openFiles })
  reportCrashes(window)
  quitSafely({
    window,
    // What another process trains goes on there.
    training: () => (owner() ? runs.training() : []),
    leave: () => keeper.close(),
  })
  let role = opened.role
  keeper.onOpened((again) => (role = again.role))
  const owner = () => role === 'owner'

  for (const note of [settings.note, place.note]) if (note) page.order({ kind: 'note', text: note })
  app.on('activate', () => present(window))
  await window.loadURL(pageAddress)
  return openFiles
}
