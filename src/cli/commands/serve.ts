import { serve } from '../../serve/index.ts'
import { readRecipeFile } from '../../serve/recipeFiles.ts'
import { findEntries } from '../../workbench/entries.ts'
import { exitCodes } from '../exitCodes.ts'
import { openShellHome, sayCheckpointed, sayWhoOwns } from '../shellHome.ts'
import { onInterrupt, print, say } from '../terminal.ts'

export interface ServeFlags {
  host: string
  port?: number
  home?: string
}

/** `ganbench serve`: until Ctrl-C. Recipe files are opened in the first page that comes. */
export async function serveCommand(recipes: readonly string[], { host, port, home }: ServeFlags): Promise<number> {
  const opened = await Promise.all(recipes.map(readRecipeFile))
  for (const order of opened) if (order.kind === 'note') say(order.text)
  const served = await serve({
    openHome: () => openShellHome(home, 'serve'),
    page: findEntries().page,
    host,
    opened,
    ...(port === undefined ? {} : { port }),
    onOpened: (opened) => sayWhoOwns(opened, 'the page shows its runs.'),
    onTrouble: say,
  })
  print(`GAN Workbench is at ${served.address}`)
  if (!served.loopback)
    say('Everybody who has this address and reaches this machine can use the workbench; nothing is encrypted.')
  return new Promise((resolve, reject) => {
    onInterrupt(() => {
      served.close().then((active) => {
        sayCheckpointed(active)
        say('The workbench has ended.')
        resolve(exitCodes.done)
      }, reject)
    })
  })
}
