import { createApp } from 'vue'
import App from './App.vue'
import { followRuns } from './runs.ts'
import './styles/index.css'
import { connect } from './workbench.ts'

connect()
followRuns()
createApp(App).mount('#app')
