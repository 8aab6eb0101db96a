import { toast } from './toast.ts'

/** Puts text on the clipboard and says so; `what` begins the sentence: "Recipe". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast({ text: `${what} copied`, icon: 'copy' })
  } catch {
    toast({ text: 'This browser does not let the page copy; select the text and press Ctrl C', icon: 'warn' })
  }
}
