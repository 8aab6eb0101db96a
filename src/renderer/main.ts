import { createApp } from 'vue'
import App from './App.vue'
import { followDesktop, openServedFiles } from './desktop.ts'
import { followDataSets } from './dataSets.ts'
import { followRuns } from './runs.ts'
import './styles/index.css'
import { toast } from './toast.ts'
import { connect, errorText } from './workbench.ts'

followDesktop()
connect()
followRuns()
followDataSets()
const app = createApp(App)
app.config.errorHandler = (error) => {
  console.error(error)
  toast({ icon: 'bad', text: `Something on this page went wrong: ${errorText(error)}. Your runs are not touched.` })
}
app.mount('#app')
void openServedFiles()
