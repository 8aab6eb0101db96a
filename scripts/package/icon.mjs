// Draws resources/icon.png, the app's icon on every platform: real, an open circle, and generated, a filled one, on
// paper. Run by hand when the drawing changes: node scripts/package/icon.mjs
import { createCanvas } from '@napi-rs/canvas'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bootstrap.mjs'

/** Pixels; the platforms' sizes are made from it. */
const SIZE = 1024
/** macOS leaves this much around an icon's tile. */
const MARGIN = 100
const RADIUS = 185

const canvas = createCanvas(SIZE, SIZE)
const context = canvas.getContext('2d')

context.beginPath()
context.roundRect(MARGIN, MARGIN, SIZE - 2 * MARGIN, SIZE - 2 * MARGIN, RADIUS)
context.fillStyle = '#f6f5f2'
context.fill()
context.strokeStyle = '#cfccc4'
context.lineWidth = 4
context.stroke()

context.beginPath()
context.arc(456, 512, 204, 0, 2 * Math.PI)
context.strokeStyle = '#1a46b4'
context.lineWidth = 62
context.stroke()

context.beginPath()
context.arc(626, 512, 178, 0, 2 * Math.PI)
context.fillStyle = 'rgb(184 74 0 / 0.88)'
context.fill()

writeFileSync(join(root, 'resources', 'icon.png'), canvas.toBuffer('image/png'))
