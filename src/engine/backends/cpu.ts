/** tfjs's plain JavaScript backend; always there, one thread. */
export async function loadCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu')
}
