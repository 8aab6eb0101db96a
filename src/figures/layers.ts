/** What of a picture is drawn. */
export interface Layers {
  real: boolean
  fake: boolean
  field: boolean
}

/** What a picture of pairs has, whatever layers are chosen: neither row says anything without the other. */
export const pairLayers: Layers = { real: true, fake: true, field: false }
