import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explain, fetchWheel, unpackWheel } from '../../../scripts/tensorflow/wheel.mjs'
import { callsOf, sandbox } from './sandbox.mjs'

const box = sandbox()
const sha256 = (content) => createHash('sha256').update(content).digest('hex')
const platform = { package: 'tensorflow-cpu', sha256: sha256('whole'), libraries: ['libtensorflow_cc.so.2'] }

/** pip that leaves this in the folder it is told, and ends like that. */
const pip = (content, code = 0, said = '') =>
  box.program(
    'python3',
    `while [ "$1" != --dest ]; do shift; done\nprintf '${content}' > "$2/t.whl"\necho '${said}'\nexit ${code}`,
  )

describe('fetching the wheel', () => {
  const fetching = (python) => fetchWheel({ python, platform, ...box })

  test('asks pip for one version without what it depends on, and checks what came', async () => {
    expect(readFileSync(await fetching(pip('whole')), 'utf8')).toBe('whole')
    expect(callsOf(box)).toMatch(/-m pip download --no-deps .*--only-binary=:all: .*tensorflow-cpu==2\.21\.0/)
  })

  test('takes a wheel that is there whole', async () => {
    const file = box.write(join(box.place.wheels, 't.whl'), 'whole')
    expect(await fetching('/no/python')).toBe(file)
  })

  test('throws half a wheel away and fetches it again', async () => {
    box.write(join(box.place.wheels, 'half.whl'), 'who')
    await fetching(pip('whole'))
    expect(readdirSync(box.place.wheels)).toEqual(['t.whl'])
  })

  test('refuses and deletes a wheel that is another', async () => {
    await expect(fetching(pip('changed'))).rejects.toThrow(
      'is not the one this version was tested with, so it was deleted',
    )
    expect(readdirSync(box.place.wheels)).toEqual([])
  })

  test('says that there is no network', async () => {
    const said = 'NewConnectionError: Failed to establish a new connection: [Errno -2] Name or service not known'
    const stopped = fetching(pip('', 1, said))
    await expect(stopped).rejects.toThrow(
      /^Fetching TensorFlow stopped: the Python package index could not be reached\./,
    )
  })

  test.each([
    ['OSError: [Errno 28] No space left on device', 'the disk is full'],
    ['ERROR: No matching distribution found for tensorflow-cpu==2.21.0', 'offered no wheel'],
    ['ERROR: something else.', 'something else. Mend that'],
    ['', 'no reason was given'],
  ])('knows the cause in “%s”', (said, cause) => {
    expect(explain('Fetching', said)).toMatch(new RegExp(`^Fetching stopped: .*${cause}.*run the same command again`))
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

/** Makes a wheel of these files with Python; RECORD sums them as they should be unless others are given. */
function makeWheel(files, recorded = files) {
  const digest = (content) => createHash('sha256').update(content).digest('base64url')
  const rows = Object.entries(recorded).map(
    ([name, content]) => `${name},sha256=${digest(content)},${content.length}\n`,
  )
  const all = { ...files, 't-1.dist-info/RECORD': rows.join('') }
  const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as wheel:
    for name, content in json.loads(sys.argv[2]).items():
        wheel.writestr(name, content)`
  const file = join(box.folder, 't.whl')
  spawnSync('python3', ['-c', script, file, JSON.stringify(all)], { stdio: 'inherit' })
  return file
}

describe.skipIf(!hasPython)('unpacking the wheel (needs a Python)', () => {
  const files = {
    'tensorflow/libtensorflow_cc.so.2': 'library',
    'tensorflow/include/tensorflow/c/c_api.h': 'header',
    'tensorflow/THIRD_PARTY_NOTICES.txt': 'notices',
    'tensorflow/python/ops.py': 'not needed',
  }
  const unpacking = (wheel) => unpackWheel({ python: 'python3', wheel, platform, ...box })
  const unpacked = (name) => join(box.place.library, name)

  test('says that the disk is full when it fills up meanwhile, and leaves nothing half done', async ({ skip }) => {
    const wheel = makeWheel({ ...files, 'tensorflow/libtensorflow_cc.so.2': 'library'.repeat(15_000) })
    skip(!box.tinyDisk(), 'this account may not mount a small disk')
    await expect(unpacking(wheel)).rejects.toThrow(
      /^Unpacking TensorFlow’s library stopped: the disk is full\. Free some space, then run the same command again/,
    )
    expect(existsSync(box.place.library)).toBe(false)
    expect(existsSync(`${box.place.library}.partial`)).toBe(false)
  })

  test('takes libraries, headers and licences and leaves the rest', async () => {
    await unpacking(makeWheel(files))
    const found = Object.keys(files).filter((name) => existsSync(unpacked(name)))
    expect(found).toEqual(Object.keys(files).slice(0, 3))
    expect(readFileSync(unpacked('tensorflow/libtensorflow_cc.so.2'), 'utf8')).toBe('library')
  })

  test('does a folder that was half unpacked again', async () => {
    const left = box.write(join(`${box.place.library}.partial`, 'tensorflow/left'), 'half')
    await unpacking(makeWheel(files))
    expect(existsSync(left)).toBe(false)
    expect(existsSync(unpacked('tensorflow/left'))).toBe(false)
  })

  test('leaves nothing when a file is not the one that RECORD names', async () => {
    const changed = { ...files, 'tensorflow/include/tensorflow/c/c_api.h': 'changed' }
    await expect(unpacking(makeWheel(changed, files))).rejects.toThrow('c_api.h is not the file that the wheel')
    expect(existsSync(box.place.library)).toBe(false)
    expect(existsSync(`${box.place.library}.partial`)).toBe(false)
  })

  test('says that the library is not in the wheel', async () => {
    await expect(unpacking(makeWheel({ 'tensorflow/a.txt': 'a' }))).rejects.toThrow(
      'the wheel holds no libtensorflow_cc.so.2',
    )
  })
})
