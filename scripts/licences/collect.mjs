import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ScriptError } from '../lib/command.mjs'
import { packageName, shippedPackages } from '../package/shipped.mjs'
import { holders, notes, others } from './known.mjs'

const texts = join(dirname(fileURLToPath(import.meta.url)), 'texts')
const standard = new Set(readdirSync(texts).map((name) => name.replace(/\.txt$/, '')))
const standardText = (id) => readFileSync(join(texts, `${id}.txt`), 'utf8')

/** The identifiers of an SPDX expression: "(MIT OR CC0-1.0)" has two. */
const identifiers = (licence) => licence.split(/[\s()]+/).filter((word) => word !== '' && !/^(AND|OR|WITH)$/.test(word))

/** The licence files that a package brings, one after the other; undefined where it brings none. */
function ownText(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  if (names.length === 0) return undefined
  return names
    .sort()
    .map((name) =>
      readFileSync(join(folder, name), 'utf8')
        .replace(/^\s*\n/, '')
        .trimEnd(),
    )
    .join('\n\n')
}

/** The standard texts of a licence under its holder's line; undefined where one of the two is not known. */
function statedText(name, licence) {
  const ids = identifiers(licence)
  const holder = holders[name] ?? holders[name.split('/')[0]] ?? holders[name.replace(/-(linux|darwin|win32)-.*$/, '')]
  if (!holder || !ids.every((id) => standard.has(id))) return undefined
  return [holder, ...ids.map(standardText)].join('\n\n').trimEnd()
}

/**
 * The licence of the package in a folder: name, version, SPDX expression, text, and what else there is to say.
 * Throws a sentence where the package does not say, so that nothing ships without.
 */
export function licenceOf(root, folder) {
  const name = packageName(folder)
  const { version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const refuse = (why) =>
    new ScriptError(
      `${name} ${version} can’t be shipped: ${why}. Find out under which licence it may be passed on, then write it into scripts/licences/known.mjs, or do without the package.`,
    )
  if (typeof license !== 'string' || /^(UNLICENSED|SEE LICEN[CS]E)/i.test(license)) {
    throw refuse('its package.json names no licence')
  }
  const text = ownText(join(root, folder)) ?? statedText(name, license)
  if (!text) throw refuse(`it is under ${license} and brings no text of it`)
  const licence = license.replace(/^\((.*)\)$/, '$1')
  return { name, version, licence, text, note: notes[name] ?? null }
}

/** The licences of everything in the product and the desktop app, by name. */
export function collectLicences(root) {
  const { modules, page } = shippedPackages(root)
  const packages = [...new Set([...modules, ...page])].map((folder) => licenceOf(root, folder))
  return [...packages, ...others(root, standardText)].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
