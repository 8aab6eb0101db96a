/** What of a picture is drawn. */
export interface Layers {
  real: boolean
  fake: boolean
  field: boolean
}
