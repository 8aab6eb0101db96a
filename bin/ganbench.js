#!/usr/bin/env node
// Loads nothing before it knows that this Node can: under older ones the native parts end the process without a word.
// Plain old syntax, so that an old Node can read it as far as the sentence meant for it.
import { existsSync } from 'fs'

var program = new URL('../out/main/cli.js', import.meta.url)

function refuse(sentence) {
  process.stderr.write('ganbench: ' + sentence + '\n')
  process.exitCode = 1
}

if (Number(process.versions.node.split('.')[0]) < 22) {
  refuse(
    'Node 22 or later is needed; this is Node ' +
      process.versions.node +
      '. “npm start” and “npm run ganbench” bring their own.',
  )
} else if (!existsSync(program)) {
  refuse('The program is not built yet. Run “npm run build” in its folder first.')
} else {
  import(program.href)
}
