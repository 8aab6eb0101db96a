// Runs electron-builder, on Node 24: package.mjs, which may run on an older one, starts it with one JSON argument.
import { build, DIR_TARGET, Platform } from 'electron-builder'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bootstrap.mjs'
import { packageConfig } from './config.mjs'
import { describeSizes } from './sizes.mjs'

const { output, electronDist, folderOnly } = JSON.parse(process.argv[2])
const config = packageConfig({ root, output, electronDist })
const targets = Platform.current().createTarget(folderOnly ? DIR_TARGET : null)
const files = await build({ projectDir: root, targets, config, publish: 'never' })

const say = (line) => process.stdout.write(`${line}\n`)
for (const name of readdirSync(output).filter((one) => /-unpacked$|^mac/.test(one))) {
  say(describeSizes(join(output, name)))
}
for (const file of files.filter((one) => !one.endsWith('.blockmap'))) say(`Made ${file}`)
