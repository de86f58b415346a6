metadata description = 'What an operator is called for. Each looks at metrics that the app counts (functions/Recall.App/Telemetry/RecallMetrics.cs).'

param name string
param location string
param tags object
param workspaceId string

@description('Who is told; empty for nobody: fired alerts are still listed in the portal.')
param email string

@description('Partitions of the customers, each of which is scored every night.')
param buckets int

// AppMetrics has the app's counters: Sum over each minute, and the tags in Properties
// (learn.microsoft.com/azure/azure-monitor/reference/tables/appmetrics).
var rules = [
  {
    name: 'sends-fail'
    title: 'Carriers refuse messages'
    text: 'Of at least twenty messages in an hour, more than one in ten was refused or put off by the carrier.'
    severity: 2
    every: 'PT15M'
    window: 'PT1H'
    query: '''
AppMetrics
| where Name == 'recall.touches'
| summarize All = sum(Sum), Failed = sumif(Sum, tostring(Properties.result) != 'accepted')
| extend Value = iff(All >= 20, 100.0 * Failed / All, 0.0)
'''
    operator: 'GreaterThan'
    threshold: 10
  }
  {
    name: 'bounces'
    title: 'Addresses bounce'
    text: 'Of at least fifty messages in a day, more than one in twenty bounced: mail providers soon refuse the rest.'
    severity: 2
    every: 'PT1H'
    window: 'P1D'
    query: '''
AppMetrics
| where Name == 'recall.messages'
| extend status = tostring(Properties.status)
| summarize Sent = sumif(Sum, status == 'sent'), Bounced = sumif(Sum, status == 'bounced')
| extend Value = iff(Sent >= 50, 100.0 * Bounced / Sent, 0.0)
'''
    operator: 'GreaterThan'
    threshold: 5
  }
  {
    name: 'no-scores'
    title: 'Not everybody was scored within 26 hours'
    text: 'The nightly scoring did not run, or did not come to every bucket of customers. An app that is younger than that is not meant.'
    severity: 1
    every: 'PT1H'
    window: 'P2D'
    query: '''
AppMetrics
| summarize First = min(TimeGenerated), Scored = sumif(Sum, Name == 'recall.scoring.buckets' and TimeGenerated > ago(26h))
| extend Value = iff(First < ago(26h), Scored, 1e9)
'''
    operator: 'LessThan'
    threshold: buckets
  }
  {
    name: 'runs-stop'
    title: 'Runs stopped on their way'
    text: 'Runs of sequences had failed, or were never begun, and the hourly reconciling took them up where they stood. If it goes on, the app logs of MoveRun have the cause.'
    severity: 2
    every: 'PT1H'
    window: 'PT2H'
    query: '''
AppMetrics
| where Name == 'recall.runs.taken_up'
| summarize Value = sum(Sum)
'''
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'work-given-up'
    title: 'Work was given up'
    text: 'Something failed five times and is tried no more until somebody puts it back: GET /api/dead-letters lists it, POST /api/dead-letters/retry puts it back.'
    severity: 1
    every: 'PT5M'
    window: 'PT15M'
    query: '''
AppMetrics
| where Name == 'recall.work.given_up'
| summarize Value = sum(Sum)
'''
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'dead-letters'
    title: 'Input could not be read'
    text: 'Events or deliveries of a shop platform were kept as dead letters: GET /api/dead-letters says why; mend it and POST /api/dead-letters/retry.'
    severity: 2
    every: 'PT15M'
    window: 'PT1H'
    query: '''
AppMetrics
| where Name == 'recall.dead_letters'
| summarize Value = sum(Sum)
'''
    operator: 'GreaterThan'
    threshold: 0
  }
]

// Not taken back when the query finds nothing wrong any more: an app that has been dead for two days counts nothing, which looks like one that is new. Whoever
// has seen to it closes it; until then it is told once a day.
var staying = ['no-scores']

// Made without anybody in it too: what names the group need not change when somebody is to be told.
resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'recall'
    emailReceivers: empty(email)
      ? []
      : [
          {
            name: 'operator'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.text
      severity: rule.severity
      enabled: true
      evaluationFrequency: rule.every
      windowSize: rule.window
      scopes: [
        workspaceId
      ]
      // The table is made by the first metric that arrives, which is after the rules are.
      skipQueryValidation: true
      autoMitigate: !contains(staying, rule.name)
      muteActionsDuration: contains(staying, rule.name) ? 'P1D' : null
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Value'
            timeAggregation: 'Maximum'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [people.id]
      }
    }
  }
]

output peopleId string = people.id
