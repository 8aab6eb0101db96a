/**
 * Mean over images (n × height × width) of the variance of the Laplacian, 4·centre − neighbours, over inner pixels:
 * edges make it large, blur small (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000).
 * Its unit is that of the pixels, squared; compare it with that of real images.
 */
export function laplacianVariance(images: ArrayLike<number>, width: number, height: number): number {
  const size = width * height
  const count = images.length / size
  const inner = (width - 2) * (height - 2)
  let total = 0
  for (let image = 0; image < count; image++) {
    let [sum, squares] = [0, 0]
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const at = image * size + y * width + x
        const around = images[at - 1]! + images[at + 1]! + images[at - width]! + images[at + width]!
        const value = 4 * images[at]! - around
        sum += value
        squares += value * value
      }
    }
    total += squares / inner - (sum / inner) ** 2
  }
  return total / count
}
