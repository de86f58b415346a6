metadata description = 'Types and names that more than one file knows.'

@export()
@description('One of the shop\'s own systems that sequences may call. Its secret is in the vault as webhook-NAME.')
type webhook = {
  @minLength(1)
  name: string
  @description('https only.')
  url: string
}

@export()
@description('Six fields of NCRONTAB each, in UTC: second minute hour day month weekday.')
type schedules = {
  @description('Everybody is scored.')
  score: string
  @description('A new model is fitted; before the scoring that is to use it.')
  fit: string
  @description('Every sequence looks at its audience.')
  audience: string
  @description('The report is made.')
  report: string
  @description('The ledger is held against what runs.')
  reconcile: string
}

@export()
@description('The task hub in which orchestrations are kept, wherever that is.')
var taskHub = 'Recall'

@export()
@description('Containers of blobs: the deployed app, and events that could not be delivered.')
var containers = {
  package: 'app-package'
  deadLetters: 'event-dead-letters'
}
