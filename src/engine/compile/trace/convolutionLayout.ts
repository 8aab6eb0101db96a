import { backend_util } from '@tensorflow/tfjs-core'
import type { KernelAttributes } from './kernel.ts'

/** Channels below which the parts of all places are put side by side for one product: single ones would be too thin. */
export const fewChannels = 8

export interface Layout {
  batch: number
  /** Of x. */
  height: number
  width: number
  channels: number
  /** Of y. */
  outHeight: number
  outWidth: number
  outChannels: number
  kernel: [number, number]
  stride: [number, number]
  top: number
  left: number
  /** Places of the filter along each axis, in blocks of a stride. */
  places: [number, number]
  /** Blocks of x that the filter reaches along each axis. */
  blocks: [number, number]
}

/** Of a convolution of x [n, h, w, channels] with a filter [k, k, channels, out]. */
export function layoutOf(x: readonly number[], filter: readonly number[], attributes: KernelAttributes): Layout {
  const { strides, pad: padding, dimRoundingMode, dataFormat } = attributes
  if (dataFormat && dataFormat !== 'NHWC') throw new Error(`a convolution of data in the order ${String(dataFormat)}`)
  const info = backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    strides as number,
    1,
    padding as 'same' | 'valid' | number,
    dimRoundingMode as 'floor' | undefined,
  )
  const kernel: [number, number] = [info.filterHeight, info.filterWidth]
  const stride: [number, number] = [info.strideHeight, info.strideWidth]
  const places: [number, number] = [Math.ceil(kernel[0] / stride[0]), Math.ceil(kernel[1] / stride[1])]
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    kernel,
    stride,
    top: info.padInfo.top,
    left: info.padInfo.left,
    places,
    blocks: [info.outHeight + places[0] - 1, info.outWidth + places[1] - 1],
  }
}
