const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** A page of one heading and one paragraph, without style or script. */
export function messagePage(title: string, text: string): string {
  const escape = (words: string) => words.replace(/[&<>]/g, (letter) => escapes[letter] ?? letter)
  return [
    '<!doctype html>',
    `<html lang="en"><meta charset="utf-8"><title>${escape(title)}</title>`,
    `<h1>${escape(title)}</h1><p>${escape(text)}</p></html>`,
  ].join('\n')
}

export const answers = {
  wrongHost: [403, 'Not this address', 'This workbench answers only to the address it printed when it started.'],
  noToken: [
    403,
    'The address is not complete',
    'Use the whole address that was printed in the terminal when the workbench started, with its token.',
  ],
  notFound: [404, 'Nothing here', 'There is no such page. The workbench itself is at /.'],
  notBuilt: [503, 'The page is not built yet', 'Run “npm start” once, or “npm run build”, then reload.'],
  wrongMethod: [
    405,
    'Only reading',
    'This address can be read only; the page talks to the workbench over a WebSocket.',
  ],
} as const satisfies Record<string, readonly [number, string, string]>
